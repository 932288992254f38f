package main

import (
	"context"
	"os"
	"path/filepath"

	"github.com/redis/go-redis/v9"

	"github.com/unsafedecode/unsafedecode/examples/shop/internal/account"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/api"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/auth"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/cache"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/cart"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/catalog"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/config"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/session"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/supplier"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/worker"
)

// parts is what a shop is put together from. The worker calls booked after each
// message of its queue.
type parts struct {
	config  config.Config
	secrets config.Secrets
	client  *redis.Client
	booked  func(worker.Order, error)
}

// assemble puts the shop together and starts its worker, which ends with ctx.
func (p parts) assemble(ctx context.Context) (*api.API, error) {
	a := &api.API{Accounts: account.NewDirectory(), Payments: auth.NewPayments(p.secrets.Payment)}
	admin := account.Account{Email: "admin@shop.example", Name: "Administrator", Role: account.RoleAdmin}
	if _, err := a.Accounts.Register(admin, p.secrets.AdminPassword); err != nil {
		return nil, err
	}
	if err := p.addCatalog(a); err != nil {
		return nil, err
	}
	if err := p.addVisitors(a); err != nil {
		return nil, err
	}
	return a, p.addOrders(ctx, a)
}

// addCatalog adds what the shop sells.
func (p parts) addCatalog(a *api.API) (err error) {
	media, err := openDir(p.config.DataDir, "media")
	if err != nil {
		return err
	}
	prices, err := openDir(p.config.DataDir, "prices")
	if err != nil {
		return err
	}
	a.Pictures, a.PriceLists = catalog.NewPictures(media), catalog.NewPriceLists(prices)
	a.Snapshot, err = catalog.NewSnapshot(filepath.Join(p.config.DataDir, "catalog.signed"), p.secrets.Signing)
	if err != nil {
		return err
	}
	a.Catalog = catalog.New(
		catalog.Item{SKU: "TEA-1", Name: "Assam, 250 g", Price: 790},
		catalog.Item{SKU: "POT-1", Name: "Teapot, cast iron", Price: 4900},
	)
	return a.Snapshot.Load(a.Catalog)
}

func openDir(data, name string) (*os.Root, error) {
	dir := filepath.Join(data, name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	return os.OpenRoot(dir)
}

// addVisitors adds what the shop knows of who visits it.
func (p parts) addVisitors(a *api.API) (err error) {
	keys, shared := p.secrets.Signing, cache.NewRedis(p.client, "shop:")
	if a.Sessions, err = session.New(shared, keys, p.config.HTTPS); err != nil {
		return err
	}
	if a.Preferences, err = session.NewPreferencesCookie(keys, p.config.HTTPS); err != nil {
		return err
	}
	if a.Tokens, err = auth.NewTokens(keys); err != nil {
		return err
	}
	if a.Carts, err = cart.NewStore(shared, keys); err != nil {
		return err
	}
	if a.Coupons, err = cart.NewCoupons(keys); err != nil {
		return err
	}
	a.Supplier, err = supplier.NewClient(p.config.Supplier, shared, keys, p.secrets.CacheKey)
	return err
}

// addOrders adds what happens once a visitor buys.
func (p parts) addOrders(ctx context.Context, a *api.API) (err error) {
	if a.Queue, err = worker.NewQueue(p.client, p.secrets.Signing); err != nil {
		return err
	}
	if a.Book, err = worker.NewBook(cache.NewRedis(p.client, "shop:"), p.secrets.Signing); err != nil {
		return err
	}
	w := worker.New(a.Queue, a.Book, p.booked)
	if err := w.Subscribe(ctx); err != nil {
		return err
	}
	go w.Run(ctx)
	return nil
}
