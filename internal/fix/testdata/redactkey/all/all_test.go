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
