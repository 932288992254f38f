// Package api is the shop's HTTP interface. It knows requests and responses, and
// leaves what they mean to the other packages.
package api

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"

	"github.com/unsafedecode/unsafedecode/examples/shop/internal/account"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/auth"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/cart"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/catalog"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/session"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/supplier"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/worker"
)

const (
	maxJSON   = 64 << 10 // bytes of a JSON request
	maxImport = 32 << 20 // bytes of an import, packed and unpacked
)

// API serves the shop.
type API struct {
	Accounts    *account.Directory
	Book        *worker.Book
	Carts       *cart.Store
	Catalog     *catalog.Catalog
	Coupons     *cart.Coupons
	Payments    *auth.Payments
	Pictures    *catalog.Pictures
	Preferences *session.PreferencesCookie
	PriceLists  *catalog.PriceLists
	Queue       *worker.Queue
	Sessions    *session.Sessions
	Snapshot    *catalog.Snapshot
	Supplier    *supplier.Client
	Tokens      *auth.Tokens
}

// Handler returns the handler of all routes.
func (a *API) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /register", a.register)
	mux.HandleFunc("POST /login", a.withSession(a.login))
	mux.HandleFunc("GET /me", a.withSession(a.me))
	mux.HandleFunc("PUT /preferences", a.setPreferences)

	mux.HandleFunc("GET /items", a.items)
	mux.HandleFunc("GET /items/{sku}", a.withSession(a.item))
	mux.HandleFunc("GET /items/{sku}/stock", a.stock)

	mux.HandleFunc("GET /cart", a.withSession(a.showCart))
	mux.HandleFunc("POST /cart", a.withSession(a.addToCart))
	mux.HandleFunc("POST /cart/coupon", a.withSession(a.redeem))
	mux.HandleFunc("POST /checkout", a.withSession(a.checkout))

	mux.HandleFunc("GET /orders/{id}", a.order)
	mux.HandleFunc("GET /orders/{id}/receipt", a.receipt)
	mux.HandleFunc("POST /payments/notify", a.paymentNotify)

	mux.HandleFunc("GET /admin/catalog", a.withSession(a.admin(a.exportCatalog)))
	mux.HandleFunc("POST /admin/catalog", a.withSession(a.admin(a.importCatalog)))
	mux.HandleFunc("POST /admin/prices", a.withSession(a.admin(a.reprice)))
	mux.HandleFunc("GET /admin/deliveries", a.withSession(a.admin(a.deliveries)))
	mux.HandleFunc("POST /admin/token", a.adminToken)
	return mux
}

type sessionKey struct{}

// withSession loads the visitor's session, or starts one, before next runs.
func (a *API) withSession(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		sess, err := a.Sessions.FromRequest(r)
		if errors.Is(err, session.ErrNone) {
			sess, err = a.Sessions.Start(r.Context(), w)
		}
		if err != nil {
			fail(w, err)
			return
		}
		next(w, r.WithContext(context.WithValue(r.Context(), sessionKey{}, sess)))
	}
}

// admin lets only administrators pass.
func (a *API) admin(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if sessionOf(r).Role != account.RoleAdmin {
			http.Error(w, "administrators only", http.StatusForbidden)
			return
		}
		next(w, r)
	}
}

func sessionOf(r *http.Request) *session.Session {
	sess, _ := r.Context().Value(sessionKey{}).(*session.Session)
	return sess
}

// readJSON decodes the request's body into v. If it cannot, it answers the
// request and returns false.
func readJSON(w http.ResponseWriter, r *http.Request, v any) bool {
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxJSON)).Decode(v); err != nil {
		badRequest(w, err)
		return false
	}
	return true
}

// badRequest answers a request whose body cannot be read.
func badRequest(w http.ResponseWriter, err error) {
	status := http.StatusBadRequest
	if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
		status = http.StatusRequestEntityTooLarge
	}
	http.Error(w, "bad request: "+err.Error(), status)
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(v); err != nil {
		slog.Warn("response not written", "err", err)
	}
}

// fail answers with the status that fits the error.
func fail(w http.ResponseWriter, err error) {
	status := http.StatusInternalServerError
	switch {
	case errors.Is(err, catalog.ErrNotFound), errors.Is(err, worker.ErrNoOrder):
		status = http.StatusNotFound
	case errors.Is(err, account.ErrCredentials), errors.Is(err, auth.ErrToken):
		status = http.StatusUnauthorized
	case errors.Is(err, account.ErrTaken):
		status = http.StatusConflict
	case errors.Is(err, cart.ErrQuantity), errors.Is(err, cart.ErrCoupon), errors.Is(err, account.ErrIncomplete):
		status = http.StatusBadRequest
	}
	if status == http.StatusInternalServerError {
		slog.Error("request failed", "err", err)
		http.Error(w, "internal error", status)
		return
	}
	http.Error(w, err.Error(), status)
}
