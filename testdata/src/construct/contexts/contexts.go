// Package contexts has values carried by a context.
package contexts

import (
	"context"

	"example.com/kinds"
)

type key struct{}

type otherKey struct{}

func stored(ctx context.Context) {
	with := context.WithValue(ctx, key{}, kinds.Source()) // @source(stored)
	s, ok := with.Value(key{}).(string)                   // @trace(stored) passed through Context.Value
	kinds.Sink(s)                                         // @sink(stored)
	kinds.Sink(ok)
	t, _ := ctx.Value(otherKey{}).(string)
	kinds.Sink(t)
}

func clean(ctx context.Context) {
	ctx = context.WithValue(ctx, key{}, "clean")
	kinds.Sink(ctx.Value(key{}))
}

func derived() {
	ctx := context.WithValue(context.Background(), key{}, kinds.Source()) // @source(derived)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	kinds.Sink(ctx.Value(key{})) // @sink(derived)
	kinds.Sink(ctx.Err())
}

func handed() {
	use(context.WithValue(context.Background(), key{}, kinds.Source())) // @source(handed)
}

func use(ctx context.Context) {
	kinds.Sink(ctx.Value(key{})) // @sink(handed)
}

func newContext(ctx context.Context, s string) context.Context {
	return context.WithValue(ctx, key{}, s) // @trace(accessors) passed through context.WithValue
}

func fromContext(ctx context.Context) string {
	s, _ := ctx.Value(key{}).(string)
	return s
}

func accessors() {
	ctx := newContext(context.Background(), kinds.Source()) // @source(accessors)
	kinds.Sink(fromContext(ctx))                            // @sink(accessors)
	kinds.Sink(fromContext(newContext(context.Background(), "clean")))
}
