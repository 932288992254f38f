package api

import (
	"encoding/json"
	"io"
	"net/http"

	"github.com/unsafedecode/unsafedecode/examples/shop/internal/account"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/worker"
)

// order shows an order to the customer whose token comes with the request.
func (a *API) order(w http.ResponseWriter, r *http.Request) {
	claims, err := a.Tokens.FromRequest(r)
	if err != nil {
		fail(w, err)
		return
	}
	o, err := a.Book.Order(r.Context(), r.PathValue("id"))
	if err != nil {
		fail(w, err)
		return
	}
	if o.User != claims.Email {
		fail(w, worker.ErrNoOrder)
		return
	}
	token, err := a.Tokens.Receipt(o.ID)
	if err != nil {
		fail(w, err)
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{
		"order":   o,
		"receipt": "/orders/" + o.ID + "/receipt?t=" + token,
	})
}

// receipt shows an order to whoever has the link.
func (a *API) receipt(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	if !a.Tokens.OpensReceipt(id, r.URL.Query().Get("t")) {
		http.Error(w, "this link is not valid", http.StatusForbidden)
		return
	}
	o, err := a.Book.Order(r.Context(), id)
	if err != nil {
		fail(w, err)
		return
	}
	writeJSON(w, http.StatusOK, o)
}

// paymentNotify is called by the payment provider.
func (a *API) paymentNotify(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxJSON))
	if err != nil {
		badRequest(w, err)
		return
	}
	if !a.Payments.Verify(body, r.Header.Get("X-Payment-Signature")) {
		http.Error(w, "bad signature", http.StatusForbidden)
		return
	}
	var note struct {
		Order string `json:"order"`
		Paid  bool   `json:"paid"`
	}
	if err := json.Unmarshal(body, &note); err != nil {
		http.Error(w, "bad request: "+err.Error(), http.StatusBadRequest)
		return
	}
	o, err := a.Book.Order(r.Context(), note.Order)
	if err != nil {
		fail(w, err)
		return
	}
	o.Paid = note.Paid
	if err := a.Book.Save(r.Context(), o); err != nil {
		fail(w, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// adminToken issues a token for a client to an administrator who has one.
func (a *API) adminToken(w http.ResponseWriter, r *http.Request) {
	claims, err := a.Tokens.FromRequest(r)
	if err != nil {
		fail(w, err)
		return
	}
	if claims.Role != account.RoleAdmin {
		http.Error(w, "administrators only", http.StatusForbidden)
		return
	}
	var req struct {
		Email string `json:"email"`
		Role  string `json:"role"`
	}
	if !readJSON(w, r, &req) {
		return
	}
	token, err := a.Tokens.Issue(req.Email, req.Role)
	if err != nil {
		fail(w, err)
		return
	}
	writeJSON(w, http.StatusOK, map[string]string{"token": token})
}
