package store

import (
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
	m := memory{}
	s := &Sessions{Cache: m}
	ctx := context.Background()
	if err := s.Save(ctx, "a", &Session{User: "ann"}); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Load(ctx, "a"); err != nil || got.User != "ann" {
		t.Fatalf("got %v, %v", got, err)
	}
}

func TestRefused(t *testing.T) {
	m := memory{}
	s := &Sessions{Cache: m}
	ctx := context.Background()
	if err := s.Save(ctx, "a", &Session{User: "ann"}); err != nil {
		t.Fatal(err)
	}
	m["session:b"] = m["session:a"]
	if got, err := s.Load(ctx, "b"); err == nil {
		t.Errorf("the session of another id: got %v", got)
	}
	for i := range m["session:a"] {
		m["session:a"][i] ^= 1
		if got, err := s.Load(ctx, "a"); err == nil {
			t.Errorf("byte %d changed: got %v", i, got)
		}
		m["session:a"][i] ^= 1
	}
}
