// Package std registers handlers on the standard library's mux.
package std

import (
	"encoding/xml"
	"io"
	"net/http"

	"unboundeddecode/middleware/limits"
)

const limit = 1 << 20

func bounded(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, limit)
		next(w, r)
	}
}

// authenticated bounds nothing.
func authenticated(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") == "" {
			return
		}
		next(w, r)
	}
}

func routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/wrapped", bounded(wrapped))
	mux.HandleFunc("/twice", bounded(authenticated(twice)))
	mux.HandleFunc("/inside", authenticated(bounded(inside)))
	mux.HandleFunc("/bare", bare)
	mux.HandleFunc("/authenticated", authenticated(onlyAuthenticated))
	mux.Handle("/max", http.MaxBytesHandler(http.HandlerFunc(byLibrary), limit))
	mux.HandleFunc("/both", both)
	mux.HandleFunc("/both/bounded", bounded(both))
	mux.Handle("/imported", limits.Body(limit)(http.HandlerFunc(imported)))
	mux.Handle("/logged", limits.Logged(http.HandlerFunc(logged)))
	mux.Handle("/maybe", limits.Maybe(http.HandlerFunc(maybe), true))
	mux.Handle("/type", bounded((&upload{}).ServeHTTP))
	mux.Handle("/types", limits.Body(limit)(&uploads{}))
	mux.Handle("/plain", &plain{})
	return mux
}

func wrapped(w http.ResponseWriter, r *http.Request)   { io.ReadAll(r.Body) }
func twice(w http.ResponseWriter, r *http.Request)     { io.ReadAll(r.Body) }
func inside(w http.ResponseWriter, r *http.Request)    { io.ReadAll(r.Body) }
func byLibrary(w http.ResponseWriter, r *http.Request) { io.ReadAll(r.Body) }
func imported(w http.ResponseWriter, r *http.Request)  { io.ReadAll(r.Body) }

func bare(w http.ResponseWriter, r *http.Request) {
	io.ReadAll(r.Body) // want "unboundeddecode"
}

func onlyAuthenticated(w http.ResponseWriter, r *http.Request) {
	io.ReadAll(r.Body) // want "unboundeddecode"
}

// Registered twice, once without the bound.
func both(w http.ResponseWriter, r *http.Request) {
	io.ReadAll(r.Body) // want "unboundeddecode"
}

func logged(w http.ResponseWriter, r *http.Request) {
	io.ReadAll(r.Body) // want "unboundeddecode"
}

func maybe(w http.ResponseWriter, r *http.Request) {
	io.ReadAll(r.Body) // want "unboundeddecode"
}

type upload struct{}

func (*upload) ServeHTTP(w http.ResponseWriter, r *http.Request) { io.ReadAll(r.Body) }

type uploads struct{}

func (*uploads) ServeHTTP(w http.ResponseWriter, r *http.Request) { io.ReadAll(r.Body) }

type plain struct{}

func (*plain) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	io.ReadAll(r.Body) // want "unboundeddecode"
}

// All of a mux behind one bound.
func whole() error {
	mux := http.NewServeMux()
	mux.HandleFunc("/x", onWhole)
	return http.ListenAndServe(":8080", http.MaxBytesHandler(mux, limit))
}

func onWhole(w http.ResponseWriter, r *http.Request) { io.ReadAll(r.Body) }

// A server that keeps its mux in a field.
type server struct{ mux *http.ServeMux }

func (s *server) register() {
	s.mux.HandleFunc("/order", s.order)
	s.mux.HandleFunc("/item", s.item())
}

func (s *server) order(w http.ResponseWriter, r *http.Request) {
	var v struct{ Name string }
	xml.NewDecoder(r.Body).Decode(&v)
}

func (s *server) item() http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { io.ReadAll(r.Body) }
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, limit)
	s.mux.ServeHTTP(w, r)
}

// And one that bounds nothing.
type open struct{ mux *http.ServeMux }

func (s *open) register() { s.mux.HandleFunc("/order", s.order) }

func (s *open) order(w http.ResponseWriter, r *http.Request) {
	io.ReadAll(r.Body) // want "unboundeddecode"
}

func (s *open) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

// The router of another package.
func others() {
	r := limits.NewRouter()
	r.Handle("/bounded", onRouter)
	r.Raw("/raw", raw)
}

func onRouter(w http.ResponseWriter, r *http.Request) { io.ReadAll(r.Body) }

func raw(w http.ResponseWriter, r *http.Request) {
	io.ReadAll(r.Body) // want "unboundeddecode"
}
