package all

import (
	"net/http/httptest"
	"strings"
	"testing"
)

func TestRoundTrip(t *testing.T) {
	tokens := NewTokens()
	tokens.Set("s3cret", &Claims{User: "ann"})
	if got, ok := tokens.Get("s3cret"); !ok || got.User != "ann" {
		t.Error("not found")
	}
	if _, ok := tokens.cache["s3cret"]; ok {
		t.Error("the key is the secret")
	}
	if len(tokens.List()) != 1 {
		t.Error("not listed")
	}
	tokens.Forget("s3cret")
	if _, ok := tokens.Get("s3cret"); ok {
		t.Error("not forgotten")
	}
}

func TestKey(t *testing.T) {
	r := httptest.NewRequest("GET", "/?token=s3cret", nil)
	r.Header.Set("Authorization", "Bearer s3cret")
	other := r.Clone(r.Context())
	other.Header.Set("Authorization", "Bearer other")
	if Key(r) != Key(r) || Key(r) == Key(other) || strings.Contains(Key(r), "s3cret") {
		t.Errorf("keys %q, %q", Key(r), Key(other))
	}
	if p := Prefixed(r, "a"); p == Prefixed(r, "b") || strings.Contains(p, "s3cret") || !strings.HasPrefix(p, "reply:") {
		t.Errorf("key %q", p)
	}
}

func TestBuiltKeys(t *testing.T) {
	c := kv{}
	SaveGrant(c, "s3cret", "ann")
	SaveRefresh(c, "s3cret", "bob")
	for key := range c {
		if strings.Contains(key, "s3cret") {
			t.Errorf("the key %q tells the secret", key)
		}
	}
	if FindGrant(c, "s3cret") != "ann" || FindRefresh(c, "s3cret") != "bob" {
		t.Error("not found")
	}
	DropGrant(c, "s3cret")
	if FindGrant(c, "s3cret") != "" {
		t.Error("not dropped")
	}
}

func TestPrefix(t *testing.T) {
	c := kv{}
	s := &store{c, "app:"}
	s.Save("s3cret", "ann")
	if s.Load("s3cret") != "ann" || s.Load("other") != "" {
		t.Error("not found")
	}
	for key := range c {
		if strings.Contains(key, "s3cret") || !strings.HasPrefix(key, "app:") {
			t.Errorf("key %q", key)
		}
	}
}

func TestKeyFunction(t *testing.T) {
	c := kv{}
	r := httptest.NewRequest("HEAD", "/?token=s3cret", nil)
	Store(c, r)
	for key := range c {
		if strings.Contains(key, "s3cret") || key != cacheKey(r) {
			t.Errorf("key %q", key)
		}
	}
}
