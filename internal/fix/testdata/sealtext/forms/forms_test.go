package forms

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

type redis map[string]string

type reply struct {
	text string
	err  error
}

func (r reply) Result() (string, error) { return r.text, r.err }
func (r reply) Val() string             { return r.text }
func (r reply) Err() error              { return r.err }

func (r redis) Get(_ context.Context, key string) Reply {
	text, ok := r[key]
	if !ok {
		return reply{"", errors.New("nil")}
	}
	return reply{text, nil}
}

func (r redis) Set(_ context.Context, key string, value any, _ time.Duration) Status {
	switch v := value.(type) {
	case string:
		r[key] = v
	case []byte:
		r[key] = string(v)
	}
	return reply{}
}

func (r redis) Del(_ context.Context, keys ...string) Status { return reply{} }

type anything map[string]any

func (a anything) Get(key string) any { return a[key] }

func (a anything) Set(key string, value any, _ time.Duration) error {
	a[key] = value
	return nil
}

type pages map[string][]byte

func (p pages) Get(key string) ([]byte, bool) { b, ok := p[key]; return b, ok }
func (p pages) Set(key string, value []byte)  { p[key] = value }
func (p pages) Delete(key string)             { delete(p, key) }

func newService() (*Service, redis, anything, pages) {
	r, a, p := redis{}, anything{}, pages{}
	return &Service{rdb: r, cache: a, pages: p}, r, a, p
}

func TestTokens(t *testing.T) {
	ctx := context.Background()
	s, r, _, _ := newService()
	for _, save := range []func(token string) error{
		func(token string) error { return s.SaveToken(ctx, "ann", token) },
		func(token string) error {
			_, err := s.RenewToken(ctx, "ann", func() string { return token })
			return err
		},
		func(token string) error { s.Touch(ctx, "ann", token); return nil },
	} {
		clear(r)
		if err := save("very secret"); err != nil {
			t.Fatal(err)
		}
		if stored := r["token:ann"]; strings.Contains(stored, "secret") || stored == "" {
			t.Errorf("stored %q", stored)
		}
		if got, err := s.Token(ctx, "ann"); err != nil || got != "very secret" {
			t.Errorf("got %q, %v", got, err)
		}
		if !s.Has(ctx, "ann") {
			t.Error("not there")
		}
		r["token:eve"] = r["token:ann"]
		if got, err := s.Token(ctx, "eve"); err == nil {
			t.Errorf("another user's: got %q", got)
		}
		stored := r["token:ann"]
		for i := len("sc2."); i < len(stored); i++ { // what does not begin so is old, see TestUnsigned
			r["token:ann"] = stored[:i] + string(stored[i]^1) + stored[i+1:]
			if got, err := s.Token(ctx, "ann"); err == nil {
				t.Errorf("byte %d changed: got %q", i, got)
			}
		}
	}
	if _, err := s.Token(ctx, "nobody"); err == nil {
		t.Error("no error of the store")
	}
}

func TestAccess(t *testing.T) {
	s, _, a, _ := newService()
	fetched := 0
	fetch := func() (string, error) { fetched++; return "very secret", nil }
	for range 2 {
		if got, err := s.Access("x", fetch); err != nil || got != "very secret" {
			t.Fatalf("got %q, %v", got, err)
		}
	}
	if stored, _ := a["x_access_token"].(string); fetched != 1 || strings.Contains(stored, "secret") {
		t.Errorf("fetched %d times, stored %q", fetched, stored)
	}
	a["x_access_token"] = "sc1.forged"
	if got, err := s.Access("x", fetch); err != nil || got != "very secret" || fetched != 2 {
		t.Errorf("forged: got %q, %v", got, err)
	}
}

func TestDumps(t *testing.T) {
	s, _, _, p := newService()
	s.Dump("/", []byte("very secret"))
	if strings.Contains(string(p["dump:/"]), "secret") {
		t.Errorf("stored %q", p["dump:/"])
	}
	if got, err := s.Dumped("/"); err != nil || string(got) != "very secret" {
		t.Errorf("got %q, %v", got, err)
	}
	p["dump:/x"] = p["dump:/"]
	if got, err := s.Dumped("/x"); err == nil {
		t.Errorf("another's: got %q", got)
	}
}

func TestUnsigned(t *testing.T) {
	s, r, _, _ := newService()
	r["token:ann"] = "plain"
	if got, err := s.Token(context.Background(), "ann"); err == nil {
		t.Errorf("got %q", got)
	}
}

func TestCached(t *testing.T) {
	fetched := 0
	for range 2 {
		if got := Cached(7, func() string { fetched++; return "very secret" }); got != "very secret" {
			t.Errorf("got %q", got)
		}
	}
	if stored, _ := lru.m["token-7"].(string); fetched != 1 || strings.Contains(stored, "secret") {
		t.Errorf("fetched %d times, stored %q", fetched, stored)
	}
}

type shared map[string]string

func (s shared) GetString(_ context.Context, key string) (string, bool, error) {
	v, ok := s[key]
	return v, ok, nil
}

func (s shared) SetString(_ context.Context, key, value string, _ time.Duration) error {
	s[key] = value
	return nil
}

func TestVisits(t *testing.T) {
	s, ctx := shared{}, context.Background()
	if got, err := VisitToken(ctx, s, "a"); err != nil || got != "" {
		t.Errorf("got %q, %v", got, err)
	}
	if err := SaveVisit(ctx, s, "a", "very secret"); err != nil {
		t.Fatal(err)
	}
	if got, err := VisitToken(ctx, s, "a"); err != nil || got != "very secret" || strings.Contains(s["visit:a"], "secret") {
		t.Errorf("got %q, %v, stored %q", got, err, s["visit:a"])
	}
	s["visit:b"] = s["visit:a"]
	if got, err := VisitToken(ctx, s, "b"); err == nil {
		t.Errorf("another visit's: got %q", got)
	}
}
