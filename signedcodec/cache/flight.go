package cache

import (
	"context"
	"errors"
	"sync"
)

// flight lets one of concurrent callers for a key do the work.
type flight[T any] struct {
	mu    sync.Mutex
	calls map[string]*call[T]
}

type call[T any] struct {
	done chan struct{}
	v    T
	err  error
}

var errLoadPanicked = errors.New("cache: the load function panicked")

// do calls f, or waits for the call that is under way. A call that ended because its own caller gave up is no answer to the
// others: one of them tries again.
func (f *flight[T]) do(ctx context.Context, key string, work func() (T, error)) (v T, err error) {
	for {
		c, leads := f.join(key)
		if leads {
			return f.lead(key, c, work)
		}
		select {
		case <-ctx.Done():
			return v, ctx.Err()
		case <-c.done:
		}
		gaveUp := errors.Is(c.err, context.Canceled) || errors.Is(c.err, context.DeadlineExceeded)
		if !gaveUp || ctx.Err() != nil {
			return c.v, c.err
		}
	}
}

func (f *flight[T]) join(key string) (c *call[T], leads bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if c, ok := f.calls[key]; ok {
		return c, false
	}
	c = &call[T]{done: make(chan struct{}), err: errLoadPanicked}
	if f.calls == nil {
		f.calls = map[string]*call[T]{}
	}
	f.calls[key] = c
	return c, true
}

// lead runs work; if that panics, the others hear of it as an error.
func (f *flight[T]) lead(key string, c *call[T], work func() (T, error)) (T, error) {
	defer func() {
		f.mu.Lock()
		delete(f.calls, key)
		f.mu.Unlock()
		close(c.done)
	}()
	v, err := work()
	c.v, c.err = v, err
	return v, err
}
