// Package chi registers handlers on chi's routers.
package chi

import (
	"io"
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"unboundeddecode/middleware/limits"
)

func all() {
	r := chi.NewRouter()
	r.Use(middleware.Logger, middleware.RequestSize(1<<20))
	r.Post("/x", bounded)
}

func bounded(w http.ResponseWriter, r *http.Request) { io.ReadAll(r.Body) }

func logged() {
	r := chi.NewRouter()
	r.Use(middleware.Logger)
	r.Post("/x", unbounded)
}

func unbounded(w http.ResponseWriter, r *http.Request) {
	io.ReadAll(r.Body) // want "unboundeddecode"
}

// A group whose middleware bounds the body, and its sibling.
func groups() {
	r := chi.NewRouter()
	r.Route("/small", func(r chi.Router) {
		r.Use(limits.Body(1 << 20))
		r.Post("/x", small)
	})
	r.Route("/large", func(r chi.Router) {
		r.Post("/x", large)
	})
	r.With(limits.Body(1<<20)).Post("/with", with)
	r.Post("/without", without)
}

func small(w http.ResponseWriter, r *http.Request) { io.ReadAll(r.Body) }

func large(w http.ResponseWriter, r *http.Request) {
	io.ReadAll(r.Body) // want "unboundeddecode"
}

func with(w http.ResponseWriter, r *http.Request) { io.ReadAll(r.Body) }

func without(w http.ResponseWriter, r *http.Request) {
	io.ReadAll(r.Body) // want "unboundeddecode"
}

// The routes of a function that gets the router.
func outer() {
	r := chi.NewRouter()
	r.Use(limits.Body(1 << 20))
	inner(r)
}

func inner(r chi.Router) { r.Post("/inner", onInner) }

func onInner(w http.ResponseWriter, r *http.Request) { io.ReadAll(r.Body) }
