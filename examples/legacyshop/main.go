// Command legacyshop is the HTTP interface of a small shop. README.md says how to
// run it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"github.com/unsafedecode/unsafedecode/examples/legacyshop/internal/account"
	"github.com/unsafedecode/unsafedecode/examples/legacyshop/internal/api"
	"github.com/unsafedecode/unsafedecode/examples/legacyshop/internal/auth"
	"github.com/unsafedecode/unsafedecode/examples/legacyshop/internal/cache"
	"github.com/unsafedecode/unsafedecode/examples/legacyshop/internal/cart"
	"github.com/unsafedecode/unsafedecode/examples/legacyshop/internal/catalog"
	"github.com/unsafedecode/unsafedecode/examples/legacyshop/internal/config"
	"github.com/unsafedecode/unsafedecode/examples/legacyshop/internal/session"
	"github.com/unsafedecode/unsafedecode/examples/legacyshop/internal/supplier"
	"github.com/unsafedecode/unsafedecode/examples/legacyshop/internal/worker"
)

func main() {
	file := flag.String("config", "", "configuration `file` (YAML)")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *file); err != nil {
		slog.Error("legacyshop stopped", "err", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, file string) error {
	cfg, err := config.Load(file)
	if err != nil {
		return err
	}
	cfg, stop, err := standIns(cfg)
	if err != nil {
		return err
	}
	defer stop()
	client := redis.NewClient(&redis.Options{Addr: cfg.Redis})
	defer client.Close()
	shop, err := newShop(ctx, cfg, client, func(o worker.Order) {
		slog.Info("order booked", "order", o.ID, "total", o.Total)
	})
	if err != nil {
		return err
	}
	ln, err := net.Listen("tcp", cfg.Addr)
	if err != nil {
		return err
	}
	slog.Info("listening", "addr", "http://"+ln.Addr().String())
	return serve(ctx, ln, shop)
}

// standIns starts what the configuration leaves out inside the process, and
// returns the configuration with the addresses of what it started.
func standIns(cfg config.Config) (config.Config, func(), error) {
	var closers []func()
	stop := func() {
		for _, c := range closers {
			c()
		}
	}
	if cfg.Redis == "" {
		mr, err := miniredis.Run()
		if err != nil {
			return cfg, nil, fmt.Errorf("in-process Redis: %w", err)
		}
		closers = append(closers, mr.Close)
		cfg.Redis = mr.Addr()
	}
	if cfg.Supplier == "" {
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			stop()
			return cfg, nil, fmt.Errorf("in-process supplier: %w", err)
		}
		srv := &http.Server{Handler: supplier.StandIn(), ReadHeaderTimeout: 5 * time.Second}
		go srv.Serve(ln)
		closers = append(closers, func() { srv.Close() })
		cfg.Supplier = "http://" + ln.Addr().String()
	}
	return cfg, stop, nil
}

// newShop puts the shop together and starts its worker, which ends with ctx.
func newShop(ctx context.Context, cfg config.Config, client *redis.Client, booked func(worker.Order)) (*api.API, error) {
	if err := os.MkdirAll(cfg.DataDir, 0o755); err != nil {
		return nil, err
	}
	catalog.MediaDir = filepath.Join(cfg.DataDir, "media")
	catalog.PriceDir = filepath.Join(cfg.DataDir, "prices")
	snapshot := filepath.Join(cfg.DataDir, "catalog.gob")
	articles := catalog.New(
		catalog.Item{SKU: "TEA-1", Name: "Assam, 250 g", Price: 790},
		catalog.Item{SKU: "POT-1", Name: "Teapot, cast iron", Price: 4900},
	)
	if err := articles.LoadSnapshot(snapshot); err != nil {
		return nil, err
	}
	accounts := account.NewDirectory()
	admin := account.Account{Email: "admin@shop.example", Name: "Administrator", Role: account.RoleAdmin}
	if _, err := accounts.Register(admin, "correct horse"); err != nil {
		return nil, err
	}
	shared := cache.NewRedis(client, "shop:")
	up, err := supplier.NewClient(cfg.Supplier, shared)
	if err != nil {
		return nil, err
	}
	book := worker.NewBook(shared)
	w := worker.New(client, book, booked)
	if err := w.Subscribe(ctx); err != nil {
		return nil, err
	}
	go w.Run(ctx)
	return &api.API{
		Accounts: accounts,
		Book:     book,
		Carts:    cart.NewStore(shared),
		Catalog:  articles,
		Queue:    worker.NewQueue(client),
		Sessions: session.New(shared),
		Snapshot: snapshot,
		Supplier: up,
		Tokens:   auth.NewTokens(),
	}, nil
}

// serve answers requests until ctx ends.
func serve(ctx context.Context, ln net.Listener, shop *api.API) error {
	srv := &http.Server{Handler: shop.Handler(), ReadHeaderTimeout: 5 * time.Second}
	context.AfterFunc(ctx, func() { srv.Close() })
	if err := srv.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
