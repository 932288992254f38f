package worker

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/redis/go-redis/v9"
)

// Worker books the orders that are announced on the queue.
type Worker struct {
	queue  *Queue
	book   *Book
	sub    *redis.PubSub
	booked func(Order, error)
}

// New returns a worker that enters the orders of queue into book. It calls booked
// after each message, with the order or with the reason why it was not booked.
func New(queue *Queue, book *Book, booked func(Order, error)) *Worker {
	return &Worker{queue: queue, book: book, booked: booked}
}

// Subscribe makes sure that no order announced from now on is missed.
func (w *Worker) Subscribe(ctx context.Context) error {
	w.sub = w.queue.client.Subscribe(ctx, channel)
	if _, err := w.sub.Receive(ctx); err != nil {
		w.sub.Close()
		return fmt.Errorf("worker: subscribe: %w", err)
	}
	return nil
}

// Run books orders until the context ends. Subscribe must have succeeded.
func (w *Worker) Run(ctx context.Context) {
	defer w.sub.Close()
	messages := w.sub.Channel()
	for {
		select {
		case <-ctx.Done():
			return
		case msg, ok := <-messages:
			if !ok {
				return
			}
			o, err := w.handle(ctx, msg)
			if err != nil {
				slog.Error("order not booked", "err", err)
			}
			w.booked(o, err)
		}
	}
}

func (w *Worker) handle(ctx context.Context, msg *redis.Message) (Order, error) {
	o, err := w.queue.decode(msg)
	if err != nil {
		return Order{}, err
	}
	return o, w.book.Enter(ctx, &o)
}
