// Command shop is the HTTP interface of a small shop. README.md says how to run
// it.
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
	"syscall"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"github.com/unsafedecode/unsafedecode/examples/shop/internal/api"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/config"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/supplier"
	"github.com/unsafedecode/unsafedecode/examples/shop/internal/worker"
	"github.com/unsafedecode/unsafedecode/signedcodec"
)

func main() {
	file := flag.String("config", "", "configuration `file` (YAML)")
	newKey := flag.Bool("new-key", false, "print a new key for SHOP_KEY and its like, and exit")
	flag.Parse()
	if *newKey {
		fmt.Println(signedcodec.GenerateKey().Reveal())
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *file); err != nil {
		slog.Error("shop stopped", "err", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, file string) error {
	secrets, err := config.SecretsFromEnv()
	if err != nil {
		return err
	}
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
	shop, err := parts{config: cfg, secrets: secrets, client: client, booked: logBooked}.assemble(ctx)
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

func logBooked(o worker.Order, err error) {
	if err == nil {
		slog.Info("order booked", "order", o.ID, "total", o.Total)
	}
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

// serve answers requests until ctx ends.
func serve(ctx context.Context, ln net.Listener, shop *api.API) error {
	srv := &http.Server{Handler: shop.Handler(), ReadHeaderTimeout: 5 * time.Second}
	context.AfterFunc(ctx, func() { srv.Close() })
	if err := srv.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
