package api

import (
	"net/http"

	"github.com/unsafedecode/unsafedecode/examples/legacyshop/internal/account"
	"github.com/unsafedecode/unsafedecode/examples/legacyshop/internal/session"
)

const memberDiscount = 5 // percent off for owners of a loyalty card

func (a *API) register(w http.ResponseWriter, r *http.Request) {
	var req struct {
		account.Account
		Password string `json:"password"`
	}
	if !readJSON(w, r, &req) {
		return
	}
	acc, err := a.Accounts.Register(req.Account, req.Password)
	if err != nil {
		fail(w, err)
		return
	}
	writeJSON(w, http.StatusCreated, acc)
}

func (a *API) login(w http.ResponseWriter, r *http.Request) {
	var req struct {
		Email    string `json:"email"`
		Password string `json:"password"`
	}
	if !readJSON(w, r, &req) {
		return
	}
	acc, err := a.Accounts.Login(req.Email, req.Password)
	if err != nil {
		fail(w, err)
		return
	}
	sess := sessionOf(r)
	sess.User, sess.Role = acc.Email, acc.Role
	if err := a.Sessions.Write(w, sess); err != nil {
		fail(w, err)
		return
	}
	if acc.Member != "" {
		p := session.PreferencesFromRequest(r)
		p.Member, p.MemberDiscount = acc.Member, memberDiscount
		if err := p.Write(w); err != nil {
			fail(w, err)
			return
		}
	}
	token, err := a.Tokens.Issue(acc.Email, acc.Role)
	if err != nil {
		fail(w, err)
		return
	}
	writeJSON(w, http.StatusOK, map[string]string{"token": token})
}

func (a *API) me(w http.ResponseWriter, r *http.Request) {
	sess := sessionOf(r)
	if sess.User == "" {
		fail(w, account.ErrCredentials)
		return
	}
	acc, err := a.Accounts.Lookup(sess.User)
	if err != nil {
		fail(w, err)
		return
	}
	st, err := a.Sessions.State(r.Context(), sess.ID)
	if err != nil {
		fail(w, err)
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{
		"account":     acc,
		"role":        sess.Role,
		"recent":      st.Recent,
		"preferences": session.PreferencesFromRequest(r),
	})
}

func (a *API) setPreferences(w http.ResponseWriter, r *http.Request) {
	p := session.PreferencesFromRequest(r)
	var req struct {
		Currency string `json:"currency"`
		Language string `json:"language"`
	}
	if !readJSON(w, r, &req) {
		return
	}
	p.Currency, p.Language = req.Currency, req.Language
	if err := p.Write(w); err != nil {
		fail(w, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
