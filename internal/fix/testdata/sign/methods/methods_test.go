package methods

import (
	"context"
	"testing"
	"time"
)

type memory map[string][]byte

func (m memory) Get(_ context.Context, key string) ([]byte, error) { return m[key], nil }
func (m memory) Set(_ context.Context, key string, b []byte, _ time.Duration) error {
	m[key] = b
	return nil
}

func TestRoundTrip(t *testing.T) {
	ctx, store := context.Background(), memory{}
	m := &manager{store}
	if err := m.set(ctx, "a", &item{7}); err != nil {
		t.Fatal(err)
	}
	if it, err := m.get(ctx, "a"); err != nil || it.hits != 7 {
		t.Fatalf("got %v, %v", it, err)
	}
	store["b"] = store["a"]
	if it, err := m.get(ctx, "b"); err == nil {
		t.Errorf("another key's: got %v", it)
	}
	for i := range store["a"] {
		store["a"][i] ^= 1
		if it, err := m.get(ctx, "a"); err == nil {
			t.Errorf("byte %d changed: got %v", i, it)
		}
		store["a"][i] ^= 1
	}
}
