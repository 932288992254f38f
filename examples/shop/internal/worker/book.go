package worker

import (
	"context"
	"errors"
	"fmt"

	"github.com/unsafedecode/unsafedecode/examples/shop/internal/cache"
	"github.com/unsafedecode/unsafedecode/signedcodec"
)

// ErrBooked is returned for an order that is booked a second time.
var ErrBooked = errors.New("worker: order is booked already")

// Book is the shop's book of orders.
type Book struct {
	cache *cache.Redis
	codec signedcodec.Codec[Order]
}

// NewBook returns a book that is kept in c, signed with keys.
func NewBook(c *cache.Redis, keys signedcodec.KeySource) (*Book, error) {
	signer, err := signedcodec.New(keys, "shop/order", signedcodec.WithoutExpiry())
	if err != nil {
		return nil, fmt.Errorf("worker: book: %w", err)
	}
	return &Book{cache: c, codec: signedcodec.NewCodec[Order](signer)}, nil
}

// Order returns the order with the given id, or ErrNoOrder. An entry that the shop
// did not write under this id is an error: orders are money.
func (b *Book) Order(ctx context.Context, id string) (*Order, error) {
	key := "order:" + id
	raw, err := b.cache.Get(ctx, key)
	if errors.Is(err, cache.ErrMiss) {
		return nil, ErrNoOrder
	}
	if err != nil {
		return nil, err
	}
	o, err := b.codec.For(key).Decode(raw)
	if err != nil {
		return nil, fmt.Errorf("worker: order %s: %w", id, err)
	}
	return &o, nil
}

// Enter books a new order, or returns ErrBooked.
func (b *Book) Enter(ctx context.Context, o *Order) error {
	key := "order:" + o.ID
	raw, err := b.codec.For(key).Encode(*o)
	if err != nil {
		return fmt.Errorf("worker: order %s: %w", o.ID, err)
	}
	entered, err := b.cache.Add(ctx, key, raw, 0)
	if err == nil && !entered {
		err = ErrBooked
	}
	return err
}

// Save replaces the entry of the order.
func (b *Book) Save(ctx context.Context, o *Order) error {
	key := "order:" + o.ID
	raw, err := b.codec.For(key).Encode(*o)
	if err != nil {
		return fmt.Errorf("worker: order %s: %w", o.ID, err)
	}
	return b.cache.Set(ctx, key, raw, 0)
}
