// Package chi is a stub of github.com/go-chi/chi/v5: the signatures are true, the bodies mean nothing.
package chi

import (
	"context"
	"net/http"
)

// A Mux is a router.
type Mux struct{ inline bool }

func NewRouter() *Mux { return &Mux{} }

func (mx *Mux) Get(pattern string, handlerFn http.HandlerFunc)  {}
func (mx *Mux) Post(pattern string, handlerFn http.HandlerFunc) {}

func (mx *Mux) ServeHTTP(w http.ResponseWriter, r *http.Request) {}

func URLParam(r *http.Request, key string) string { return "" }

func URLParamFromCtx(ctx context.Context, key string) string { return "" }

// A Router registers handlers and middleware.
type Router interface {
	http.Handler

	Use(middlewares ...func(http.Handler) http.Handler)
	With(middlewares ...func(http.Handler) http.Handler) Router
	Group(fn func(r Router)) Router
	Route(pattern string, fn func(r Router)) Router
	Get(pattern string, h http.HandlerFunc)
	Post(pattern string, h http.HandlerFunc)
}

func (mx *Mux) Use(middlewares ...func(http.Handler) http.Handler)         {}
func (mx *Mux) With(middlewares ...func(http.Handler) http.Handler) Router { return mx }
func (mx *Mux) Group(fn func(r Router)) Router                             { return mx }
func (mx *Mux) Route(pattern string, fn func(r Router)) Router             { return mx }
