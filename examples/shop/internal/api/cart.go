package api

import (
	"crypto/rand"
	"net/http"
	"time"

	"github.com/unsafedecode/unsafedecode/examples/shop/internal/account"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/cart"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/worker"
)

// cartView is a cart with its total.
type cartView struct {
	*cart.Cart
	Total int64 `json:"total"`
}

func (a *API) cartOf(r *http.Request) (*cart.Cart, error) {
	c, err := a.Carts.Load(r.Context(), sessionOf(r).CartID)
	if err != nil {
		return nil, err
	}
	if p := a.Preferences.Read(r); p.MemberDiscount > c.Discount {
		c.Discount = p.MemberDiscount
	}
	return c, nil
}

func (a *API) showCart(w http.ResponseWriter, r *http.Request) {
	c, err := a.cartOf(r)
	if err != nil {
		fail(w, err)
		return
	}
	writeJSON(w, http.StatusOK, cartView{c, c.Total()})
}

func (a *API) addToCart(w http.ResponseWriter, r *http.Request) {
	var req struct {
		SKU      string `json:"sku"`
		Quantity int    `json:"quantity"`
	}
	if !readJSON(w, r, &req) {
		return
	}
	it, err := a.Catalog.Item(req.SKU)
	if err != nil {
		fail(w, err)
		return
	}
	a.changeCart(w, r, func(c *cart.Cart) error {
		return c.Add(cart.Line{SKU: it.SKU, Name: it.Name, Price: it.Price, Quantity: req.Quantity})
	})
}

func (a *API) redeem(w http.ResponseWriter, r *http.Request) {
	var req struct {
		Code string `json:"code"`
	}
	if !readJSON(w, r, &req) {
		return
	}
	a.changeCart(w, r, func(c *cart.Cart) error { return a.Coupons.Redeem(c, req.Code) })
}

// changeCart applies change to the visitor's cart and answers with the result.
func (a *API) changeCart(w http.ResponseWriter, r *http.Request, change func(*cart.Cart) error) {
	c, err := a.cartOf(r)
	if err != nil {
		fail(w, err)
		return
	}
	if err := change(c); err != nil {
		fail(w, err)
		return
	}
	if err := a.Carts.Save(r.Context(), c); err != nil {
		fail(w, err)
		return
	}
	writeJSON(w, http.StatusOK, cartView{c, c.Total()})
}

func (a *API) checkout(w http.ResponseWriter, r *http.Request) {
	sess := sessionOf(r)
	if sess.User == "" {
		fail(w, account.ErrCredentials)
		return
	}
	c, err := a.cartOf(r)
	if err != nil {
		fail(w, err)
		return
	}
	if len(c.Lines) == 0 {
		http.Error(w, "the cart is empty", http.StatusConflict)
		return
	}
	order := worker.Order{
		ID:     rand.Text(),
		User:   sess.User,
		Lines:  c.Lines,
		Total:  c.Total(),
		Placed: time.Now().UTC(),
	}
	if err := a.Queue.Place(r.Context(), order); err != nil {
		fail(w, err)
		return
	}
	if err := a.Carts.Drop(r.Context(), c.ID); err != nil {
		fail(w, err)
		return
	}
	writeJSON(w, http.StatusAccepted, order)
}
