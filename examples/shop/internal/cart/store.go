package cart

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/unsafedecode/unsafedecode/examples/shop/internal/cache"
	"github.com/unsafedecode/unsafedecode/signedcodec"
)

const keepCarts = 30 * 24 * time.Hour

// Store keeps carts between requests.
type Store struct {
	cache *cache.Redis
	codec signedcodec.Codec[Cart]
}

// NewStore returns a store that keeps carts in c, signed with keys.
func NewStore(c *cache.Redis, keys signedcodec.KeySource) (*Store, error) {
	signer, err := signedcodec.New(keys, "shop/cart", signedcodec.WithMaxAge(keepCarts))
	if err != nil {
		return nil, fmt.Errorf("cart: %w", err)
	}
	return &Store{cache: c, codec: signedcodec.NewCodec[Cart](signer)}, nil
}

// Load returns the cart with the given id. One that was never saved is empty, and
// so is one that the shop did not save under this id.
func (s *Store) Load(ctx context.Context, id string) (*Cart, error) {
	key := "cart:" + id
	b, err := s.cache.Get(ctx, key)
	if errors.Is(err, cache.ErrMiss) {
		return &Cart{ID: id}, nil
	}
	if err != nil {
		return nil, err
	}
	c, err := s.codec.For(key).Decode(b)
	if err != nil {
		slog.Warn("cart refused", "cart", id, "err", err)
		return &Cart{ID: id}, nil
	}
	return &c, nil
}

// Save keeps the cart.
func (s *Store) Save(ctx context.Context, c *Cart) error {
	key := "cart:" + c.ID
	b, err := s.codec.For(key).Encode(*c)
	if err != nil {
		return fmt.Errorf("cart: %s: %w", c.ID, err)
	}
	return s.cache.Set(ctx, key, b, keepCarts)
}

// Drop forgets the cart.
func (s *Store) Drop(ctx context.Context, id string) error {
	return s.cache.Delete(ctx, "cart:"+id)
}
