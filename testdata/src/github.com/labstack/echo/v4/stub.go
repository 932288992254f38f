// Package echo is a stub of github.com/labstack/echo/v4: the signatures are true, the bodies mean nothing.
package echo

import (
	"mime/multipart"
	"net/http"
	"net/url"
)

// A HandlerFunc handles a request.
type HandlerFunc func(c Context) error

// A MiddlewareFunc wraps a handler.
type MiddlewareFunc func(next HandlerFunc) HandlerFunc

// A Context is a request and its answer.
type Context interface {
	Request() *http.Request
	SetRequest(r *http.Request)
	RealIP() string
	Path() string
	Param(name string) string
	QueryParam(name string) string
	QueryParams() url.Values
	FormValue(name string) string
	FormFile(name string) (*multipart.FileHeader, error)
	Cookie(name string) (*http.Cookie, error)
	Get(key string) any
	Set(key string, val any)
	Bind(i any) error
	String(code int, s string) error
	JSON(code int, i any) error
	NoContent(code int) error
}

// A Route is a registered handler.
type Route struct{ Method, Path, Name string }

// Echo is the framework.
type Echo struct{ Debug bool }

func New() (e *Echo) { return nil }

func (e *Echo) POST(path string, h HandlerFunc, m ...MiddlewareFunc) *Route { return nil }

func (e *Echo) Use(middleware ...MiddlewareFunc) {}

func (e *Echo) Group(prefix string, m ...MiddlewareFunc) (g *Group) { return nil }

// A Group is a part of the routes.
type Group struct{ prefix string }

func (g *Group) POST(path string, h HandlerFunc, m ...MiddlewareFunc) *Route { return nil }

func (g *Group) Use(middleware ...MiddlewareFunc) {}
