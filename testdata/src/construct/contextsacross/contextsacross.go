// Package contextsacross has middleware that puts values into a context, and handlers that take them out, with nothing in sight between them.
package contextsacross

import (
	"context"

	"construct/contextsacross/auth"
	"example.com/kinds"
)

type handler func(ctx context.Context)

type bodyKey struct{}

type lengthKey struct{}

func middleware(next handler) handler {
	return func(ctx context.Context) {
		ctx = context.WithValue(ctx, bodyKey{}, kinds.SourceBytes()) // @source(body) @trace(body) stored under the key bodyKey
		ctx = context.WithValue(ctx, lengthKey{}, "12")
		next(ctx)
	}
}

func handle(ctx context.Context) {
	b, ok := ctx.Value(bodyKey{}).([]byte)
	if !ok {
		return
	}
	kinds.SinkBytes(b) // @sink(body)
	n, _ := ctx.Value(lengthKey{}).(string)
	kinds.Sink(n)
}

func authenticate(next handler) handler {
	return func(ctx context.Context) {
		ctx = auth.WithUser(ctx, &auth.User{Token: kinds.Source(), ID: "1"}) // @source(user)
		ctx = auth.WithRole(ctx, kinds.Source())                             // @source(role)
		next(auth.WithName(ctx, kinds.Source()))                             // @source(name)
	}
}

func profile(ctx context.Context) {
	u := auth.UserFrom(ctx)
	kinds.Sink(u.Token) // @sink(user)
	kinds.Sink(u.ID)
	kinds.Sink(auth.RoleFrom(ctx)) // @sink(role)
	name, _ := auth.NameFrom(ctx)
	kinds.Sink(name) // @sink(name)
	kinds.Sink(auth.Other(ctx))
}

// What is known to be under a key counts, and not what others put there.
func own(ctx context.Context) {
	kinds.Sink(auth.RoleFrom(auth.WithRole(ctx, "clean")))
	kinds.Sink(roleOf(auth.WithRole(ctx, "clean")))
	kinds.Sink(context.WithValue(ctx, bodyKey{}, "clean").Value(bodyKey{}))
	kinds.Sink(auth.RoleFrom(auth.WithRole(ctx, kinds.Source()))) // @source(own) @sink(own)
}

func roleOf(ctx context.Context) string { return auth.RoleFrom(ctx) }

func routes() []handler { return []handler{middleware(handle), authenticate(profile)} }
