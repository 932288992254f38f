package cache_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/unsafedecode/unsafedecode/signedcodec"
	"github.com/unsafedecode/unsafedecode/signedcodec/cache"
	"github.com/unsafedecode/unsafedecode/signedcodec/signedcodectest"
)

type user struct {
	Name  string
	Admin bool
}

var ctx = context.Background()

func TestAttackedEntriesAreMisses(t *testing.T) {
	for _, opts := range [][]signedcodec.Option{nil, {signedcodec.WithEncryption()}} {
		var refused atomic.Int64
		store := signedcodectest.NewStore()
		c := cache.New[user](store, signedcodectest.New(t, "app/users", append(opts, signedcodec.OnVerify(func(e signedcodec.Event) {
			if e.Err != nil {
				refused.Add(1)
			}
		}))...))
		if err := errors.Join(c.Set(ctx, "1", user{"Ada", true}, time.Minute), c.Set(ctx, "2", user{"Eve", false}, time.Minute)); err != nil {
			t.Fatal(err)
		}
		if v, found, err := c.Get(ctx, "1"); v != (user{"Ada", true}) || !found || err != nil {
			t.Fatal(v, found, err)
		}
		good, ttl := store.Entry("1")
		if ttl != time.Minute {
			t.Error("time to live:", ttl)
		}
		attacks := signedcodectest.Tampered(good)
		other, _ := store.Entry("2")
		attacks["copied"] = other
		for name, entry := range attacks {
			before := refused.Load()
			store.Put("1", entry)
			if v, found, err := c.Get(ctx, "1"); v != (user{}) || found || err != nil {
				t.Errorf("%s: %v, %v, %v, want a miss", name, v, found, err)
			}
			if refused.Load() != before+1 {
				t.Errorf("%s: nobody hears of it", name)
			}
			many, err := c.GetMany(ctx, "1", "2", "3")
			if err != nil || len(many) != 1 || many["2"].Name != "Eve" {
				t.Errorf("%s: GetMany gives %v, %v", name, many, err)
			}
		}
		v, err := c.GetOrLoad(ctx, "1", time.Minute, func(context.Context, string) (user, error) { return user{"Ada", true}, nil })
		if err != nil || v.Name != "Ada" {
			t.Fatal(v, err)
		}
		if _, found, _ := c.Get(ctx, "1"); !found {
			t.Error("the bad entry was not replaced")
		}
		if err := c.Delete(ctx, "1"); err != nil || len(store.Keys()) != 1 {
			t.Error(err, store.Keys())
		}
	}
}

func TestLifetimes(t *testing.T) {
	clock := signedcodectest.NewClock(time.Unix(1_700_000_000, 0))
	store := signedcodectest.NewStore() // which forgets to expire
	c := cache.New[int](store, signedcodectest.New(t, "app/n", signedcodec.WithClock(clock.Now), signedcodec.WithMaxAge(time.Hour)))
	for key, ttl := range map[string]time.Duration{"short": time.Minute, "none": 0, "long": 10 * time.Hour} {
		if err := c.Set(ctx, key, 1, ttl); err != nil {
			t.Fatal(err)
		}
	}
	for key, want := range map[string]time.Duration{"short": time.Minute, "none": time.Hour, "long": time.Hour} {
		if _, ttl := store.Entry(key); ttl != want {
			t.Errorf("%s is stored for %v, want %v", key, ttl, want)
		}
	}
	clock.Advance(2 * time.Minute)
	if _, found, _ := c.Get(ctx, "short"); found {
		t.Error("an entry past its time to live")
	}
	if many, err := c.GetMany(ctx, "short", "none", "long"); len(many) != 2 || err != nil {
		t.Error(many, err)
	}
	if err := c.Set(ctx, "x", 1, -time.Second); err == nil {
		t.Error("a negative time to live")
	}
	if err := c.SetMany(ctx, map[string]int{"a": 1, "b": 2}, 0); err != nil {
		t.Fatal(err)
	}
	if _, ttl := store.Entry("a"); ttl != time.Hour {
		t.Error(ttl)
	}
}

func TestHiddenKeys(t *testing.T) {
	store := signedcodectest.NewStore()
	c := cache.New[int](store, signedcodectest.New(t, "app/n"), cache.HideKeys())
	if err := errors.Join(c.Set(ctx, "token=hunter2", 1, 0), c.SetMany(ctx, map[string]int{"token=hunter3": 2}, 0)); err != nil {
		t.Fatal(err)
	}
	if keys := strings.Join(store.Keys(), " "); strings.Contains(keys, "hunter") || len(store.Keys()) != 2 {
		t.Error(keys)
	}
	if many, err := c.GetMany(ctx, "token=hunter2", "token=hunter3"); err != nil || many["token=hunter2"] != 1 || many["token=hunter3"] != 2 {
		t.Error(many, err)
	}
}

func TestSealedEntriesShowNothing(t *testing.T) {
	store := signedcodectest.NewStore()
	c := cache.New[string](store, signedcodectest.New(t, "app/n", signedcodec.WithEncryption()))
	if err := c.Set(ctx, "k", "hunter2", 0); err != nil {
		t.Fatal(err)
	}
	if b, _ := store.Entry("k"); bytes.Contains(b, []byte("hunter2")) {
		t.Error("the entry shows its value")
	}
}

func TestOneLoadsForAll(t *testing.T) {
	c := cache.New[int](signedcodectest.NewStore(), signedcodectest.New(t, "app/n"))
	var loads atomic.Int64
	started, release := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	for range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			v, err := c.GetOrLoad(ctx, "k", 0, func(context.Context, string) (int, error) {
				if loads.Add(1) == 1 {
					close(started)
				}
				<-release
				return 7, nil
			})
			if v != 7 || err != nil {
				t.Error(v, err)
			}
		}()
	}
	<-started
	close(release)
	wg.Wait()
	// Whoever comes after the load has ended finds the entry, so it is one load however they are scheduled.
	if n := loads.Load(); n != 1 {
		t.Errorf("%d loads", n)
	}
}

func TestALoadThatFails(t *testing.T) {
	c := cache.New[int](signedcodectest.NewStore(), signedcodectest.New(t, "app/n"))
	broken := errors.New("no such user")
	if _, err := c.GetOrLoad(ctx, "k", 0, func(context.Context, string) (int, error) { return 0, broken }); !errors.Is(err, broken) {
		t.Error(err)
	}
	func() {
		defer func() { _ = recover() }()
		_, _ = c.GetOrLoad(ctx, "k", 0, func(context.Context, string) (int, error) { panic("load") })
	}()
	if v, err := c.GetOrLoad(ctx, "k", 0, func(context.Context, string) (int, error) { return 3, nil }); v != 3 || err != nil {
		t.Error("after a panic:", v, err)
	}
	cancelled, cancel := context.WithCancel(ctx)
	leading, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		_, _ = c.GetOrLoad(cancelled, "slow", 0, func(ctx context.Context, _ string) (int, error) {
			close(leading)
			<-ctx.Done()
			return 0, ctx.Err()
		})
	}()
	<-leading
	result := make(chan int, 1)
	go func() {
		v, _ := c.GetOrLoad(ctx, "slow", 0, func(context.Context, string) (int, error) { return 4, nil })
		result <- v
	}()
	cancel()
	if v := <-result; v != 4 {
		t.Error("whoever waits for a caller that gave up gets", v)
	}
	<-done
}

func TestAStoreThatFails(t *testing.T) {
	store := signedcodectest.NewStore()
	down := errors.New("the store is down")
	var heard []error
	c := cache.New[int](store, signedcodectest.New(t, "app/n"), cache.OnStoreError(func(err error) { heard = append(heard, err) }))
	store.Fail(down)
	_, _, getErr := c.Get(ctx, "k")
	_, manyErr := c.GetMany(ctx, "k")
	for _, err := range []error{getErr, manyErr, c.Set(ctx, "k", 1, 0), c.SetMany(ctx, map[string]int{"k": 1}, 0), c.Delete(ctx, "k")} {
		if !errors.Is(err, down) {
			t.Error(err)
		}
	}
	if v, err := c.GetOrLoad(ctx, "k", 0, func(context.Context, string) (int, error) { return 5, nil }); v != 5 || err != nil || len(heard) != 2 {
		t.Error(v, err, heard)
	}
}

func TestZeroSigner(t *testing.T) {
	c := cache.New[int](signedcodectest.NewStore(), nil)
	if err := c.Set(ctx, "k", 1, time.Minute); !errors.Is(err, signedcodec.ErrKey) {
		t.Error(err)
	}
}

// The smallest cache: Redis and its kin come through package adapters.
func ExampleCache_GetOrLoad() {
	// In a program: signedcodec.FromEnv("USERS_KEY") in place of GenerateKey().
	signer := signedcodec.Must(signedcodec.GenerateKey(), "app/users", signedcodec.WithMaxAge(time.Hour))
	users := cache.New[user](signedcodectest.NewStore(), signer)

	load := func(context.Context, string) (user, error) {
		fmt.Println("asks the database")
		return user{Name: "Ada"}, nil
	}
	for range 2 {
		u, err := users.GetOrLoad(ctx, "user:1", time.Minute, load)
		fmt.Println(u.Name, err)
	}
	// Output:
	// asks the database
	// Ada <nil>
	// Ada <nil>
}
