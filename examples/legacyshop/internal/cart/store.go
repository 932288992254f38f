package cart

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"time"

	"github.com/unsafedecode/unsafedecode/examples/legacyshop/internal/cache"
)

const keepCarts = 30 * 24 * time.Hour

// Store keeps carts between requests.
type Store struct {
	cache *cache.Redis
}

// NewStore returns a store that keeps carts in c.
func NewStore(c *cache.Redis) *Store {
	return &Store{cache: c}
}

// Load returns the cart with the given id; one that was never saved is empty.
func (s *Store) Load(ctx context.Context, id string) (*Cart, error) {
	key := "cart:" + id
	b, err := s.cache.Get(ctx, key)
	if errors.Is(err, cache.ErrMiss) {
		return &Cart{ID: id}, nil
	}
	if err != nil {
		return nil, err
	}
	var c Cart
	if err := gob.NewDecoder(bytes.NewReader(b)).Decode(&c); err != nil {
		return nil, fmt.Errorf("cart: %s: %w", id, err)
	}
	return &c, nil
}

// Save keeps the cart.
func (s *Store) Save(ctx context.Context, c *Cart) error {
	key := "cart:" + c.ID
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(c); err != nil {
		return fmt.Errorf("cart: %s: %w", c.ID, err)
	}
	return s.cache.Set(ctx, key, buf.Bytes(), keepCarts)
}

// Drop forgets the cart.
func (s *Store) Drop(ctx context.Context, id string) error {
	return s.cache.Delete(ctx, "cart:"+id)
}
