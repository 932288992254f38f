package api

import (
	"net/http"

	"github.com/unsafedecode/unsafedecode/examples/shop/internal/account"
)

const memberDiscount = 5 // percent off for owners of a loyalty card

func (a *API) register(w http.ResponseWriter, r *http.Request) {
	var req struct {
		Email    string `json:"email"`
		Name     string `json:"name"`
		Member   string `json:"member"`
		Password string `json:"password"`
	}
	if !readJSON(w, r, &req) {
		return
	}
	acc, err := a.Accounts.Register(account.Account{
		Email:  req.Email,
		Name:   req.Name,
		Member: req.Member,
		Role:   account.RoleCustomer,
	}, req.Password)
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
	if err := a.Sessions.Renew(r.Context(), w, sess); err != nil {
		fail(w, err)
		return
	}
	if acc.Member != "" {
		p := a.Preferences.Read(r)
		p.Member, p.MemberDiscount = acc.Member, memberDiscount
		if err := a.Preferences.Write(w, p); err != nil {
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
	writeJSON(w, http.StatusOK, map[string]any{
		"account":     acc,
		"role":        sess.Role,
		"recent":      sess.Recent,
		"preferences": a.Preferences.Read(r),
	})
}

func (a *API) setPreferences(w http.ResponseWriter, r *http.Request) {
	p := a.Preferences.Read(r)
	var req struct {
		Currency string `json:"currency"`
		Language string `json:"language"`
	}
	if !readJSON(w, r, &req) {
		return
	}
	p.Currency, p.Language = req.Currency, req.Language
	if err := a.Preferences.Write(w, p); err != nil {
		fail(w, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
