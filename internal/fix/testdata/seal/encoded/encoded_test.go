package encoded

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"time"
)

type memory map[string][]byte

func (m memory) Get(_ context.Context, key string) ([]byte, error) {
	b, ok := m[key]
	if !ok {
		return nil, errors.New("no entry")
	}
	return b, nil
}

func (m memory) Set(_ context.Context, key string, b []byte, _ time.Duration) error {
	m[key] = b
	return nil
}

func TestRoundTrip(t *testing.T) {
	m, ctx := memory{}, context.Background()
	if err := Save(ctx, m, "a", &Session{User: "ann", AccessToken: "very secret"}); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(m["session:a"], []byte("secret")) {
		t.Errorf("stored %q", m["session:a"])
	}
	if got, err := Load(ctx, m, "a"); err != nil || got.AccessToken != "very secret" {
		t.Fatalf("got %v, %v", got, err)
	}
}

func TestRefused(t *testing.T) {
	m, ctx := memory{}, context.Background()
	if err := Save(ctx, m, "a", &Session{User: "ann"}); err != nil {
		t.Fatal(err)
	}
	m["session:b"] = m["session:a"]
	if got, err := Load(ctx, m, "b"); err == nil {
		t.Errorf("the session of another id: got %v", got)
	}
	for i := range m["session:a"] {
		m["session:a"][i] ^= 1
		if got, err := Load(ctx, m, "a"); err == nil {
			t.Errorf("byte %d changed: got %v", i, got)
		}
		m["session:a"][i] ^= 1
	}
}

func TestUnsigned(t *testing.T) {
	m := memory{"session:a": []byte(`{"User":"eve"}`)}
	if got, err := Load(context.Background(), m, "a"); err == nil {
		t.Errorf("got %v", got)
	}
}
