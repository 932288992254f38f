// Package limits has middleware and a router for others.
package limits

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// Body bounds the bodies of requests.
func Body(n int64) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			r.Body = http.MaxBytesReader(w, r.Body, n)
			next.ServeHTTP(w, r)
		})
	}
}

// Logged bounds nothing.
func Logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r)
	})
}

// Maybe bounds only where it is asked to.
func Maybe(next http.Handler, on bool) http.Handler {
	if !on {
		return next
	}
	return http.MaxBytesHandler(next, 1<<20)
}

// A Router bounds what its handlers get.
type Router struct{ mux *http.ServeMux }

func NewRouter() *Router { return &Router{mux: http.NewServeMux()} }

// Handle registers a handler that gets bounded bodies.
func (r *Router) Handle(path string, h http.HandlerFunc) {
	r.mux.Handle(path, http.MaxBytesHandler(h, 1<<20))
}

// Raw registers a handler as it is.
func (r *Router) Raw(path string, h http.HandlerFunc) { r.mux.HandleFunc(path, h) }

// Gin bounds the bodies of gin's requests.
func Gin(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(nil, c.Request.Body, 1<<20)
	c.Next()
}
