// Package worker knows orders and what happens to them once they are placed:
// the front end announces them on a Redis channel, a worker books them.
package worker

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/unsafedecode/unsafedecode/examples/shop/internal/cart"
	"github.com/unsafedecode/unsafedecode/signedcodec"
)

const (
	channel = "orders"
	// announced bounds how long an announcement may be under way.
	announced = time.Hour
)

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
	codec  signedcodec.Codec[Order]
}

// NewQueue returns a queue on the client's database whose messages are signed
// with keys.
func NewQueue(client *redis.Client, keys signedcodec.KeySource) (*Queue, error) {
	signer, err := signedcodec.New(keys, "shop/queue", signedcodec.WithMaxAge(announced))
	if err != nil {
		return nil, fmt.Errorf("worker: queue: %w", err)
	}
	return &Queue{client: client, codec: signedcodec.NewCodec[Order](signer, channel)}, nil
}

// Place announces the order.
func (q *Queue) Place(ctx context.Context, o Order) error {
	b, err := q.codec.Encode(o)
	if err != nil {
		return fmt.Errorf("worker: place %s: %w", o.ID, err)
	}
	if err := q.client.Publish(ctx, channel, b).Err(); err != nil {
		return fmt.Errorf("worker: place %s: %w", o.ID, err)
	}
	return nil
}

func (q *Queue) decode(msg *redis.Message) (Order, error) {
	o, err := q.codec.Decode([]byte(msg.Payload))
	if err != nil {
		return Order{}, fmt.Errorf("worker: message on %s: %w", msg.Channel, err)
	}
	return o, nil
}
