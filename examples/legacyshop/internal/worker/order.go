// Package worker knows orders and what happens to them once they are placed:
// the front end announces them on a Redis channel, a worker books them.
package worker

import (
	"bytes"
	"context"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/unsafedecode/unsafedecode/examples/legacyshop/internal/cache"
	"github.com/unsafedecode/unsafedecode/examples/legacyshop/internal/cart"
)

const channel = "orders"

// ErrNoOrder is returned for an order that was never booked.
var ErrNoOrder = errors.New("worker: no such order")

// Order is a cart that somebody decided to buy. Total is in cents.
type Order struct {
	ID     string      `json:"id"`
	User   string      `json:"user"`
	Lines  []cart.Line `json:"lines"`
	Total  int64       `json:"total"`
	Placed time.Time   `json:"placed"`
	Paid   bool        `json:"paid"`
}

// Queue announces orders to the workers.
type Queue struct {
	client *redis.Client
}

// NewQueue returns a queue on the client's database.
func NewQueue(client *redis.Client) *Queue {
	return &Queue{client: client}
}

// Place announces the order.
func (q *Queue) Place(ctx context.Context, o Order) error {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(o); err != nil {
		return fmt.Errorf("worker: place %s: %w", o.ID, err)
	}
	if err := q.client.Publish(ctx, channel, buf.Bytes()).Err(); err != nil {
		return fmt.Errorf("worker: place %s: %w", o.ID, err)
	}
	return nil
}

func decodeOrder(msg *redis.Message) (Order, error) {
	var o Order
	if err := gob.NewDecoder(strings.NewReader(msg.Payload)).Decode(&o); err != nil {
		return Order{}, fmt.Errorf("worker: message on %s: %w", msg.Channel, err)
	}
	return o, nil
}

// Book is the shop's book of orders.
type Book struct {
	cache *cache.Redis
}

// NewBook returns a book that is kept in c.
func NewBook(c *cache.Redis) *Book {
	return &Book{cache: c}
}

// Order returns the order with the given id, or ErrNoOrder.
func (b *Book) Order(ctx context.Context, id string) (*Order, error) {
	raw, err := b.cache.Get(ctx, "order:"+id)
	if errors.Is(err, cache.ErrMiss) {
		return nil, ErrNoOrder
	}
	if err != nil {
		return nil, err
	}
	var o Order
	if err := json.Unmarshal(raw, &o); err != nil {
		return nil, fmt.Errorf("worker: order %s: %w", id, err)
	}
	return &o, nil
}

// Save enters the order or replaces its entry.
func (b *Book) Save(ctx context.Context, o *Order) error {
	raw, err := json.Marshal(o)
	if err != nil {
		return fmt.Errorf("worker: order %s: %w", o.ID, err)
	}
	return b.cache.Set(ctx, "order:"+o.ID, raw, 0)
}

// NewOrderID returns the id of an order placed at t.
func NewOrderID(t time.Time) string {
	return t.UTC().Format("20060102-150405.000000")
}
