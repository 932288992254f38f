package worker

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/redis/go-redis/v9"
)

// Worker books the orders that are announced on the queue.
type Worker struct {
	client *redis.Client
	book   *Book
	sub    *redis.PubSub
	booked func(Order)
}

// New returns a worker that enters orders into book and then calls booked.
func New(client *redis.Client, book *Book, booked func(Order)) *Worker {
	return &Worker{client: client, book: book, booked: booked}
}

// Subscribe makes sure that no order announced from now on is missed.
func (w *Worker) Subscribe(ctx context.Context) error {
	w.sub = w.client.Subscribe(ctx, channel)
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
			if err := w.handle(ctx, msg); err != nil {
				slog.Error("order not booked", "err", err)
			}
		}
	}
}

func (w *Worker) handle(ctx context.Context, msg *redis.Message) error {
	o, err := decodeOrder(msg)
	if err != nil {
		return err
	}
	if err := w.book.Save(ctx, &o); err != nil {
		return err
	}
	w.booked(o)
	return nil
}
