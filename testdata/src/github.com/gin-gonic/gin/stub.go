// Package gin is a stub of github.com/gin-gonic/gin: the signatures are true, the bodies mean nothing.
package gin

import (
	"net/http"

	"github.com/gin-gonic/gin/binding"
)

// A HandlerFunc handles a request.
type HandlerFunc func(*Context)

// A Context is a request and its answer.
type Context struct {
	Request *http.Request
	Params  Params
	Keys    map[any]any
}

// A Param is a parameter of the path.
type Param struct{ Key, Value string }

// Params are the parameters of the path.
type Params []Param

func (ps Params) ByName(name string) (va string) { return "" }

func (c *Context) Bind(obj any) error     { return nil }
func (c *Context) BindJSON(obj any) error { return nil }
func (c *Context) BindXML(obj any) error  { return nil }
func (c *Context) BindYAML(obj any) error { return nil }

func (c *Context) ShouldBind(obj any) error                                       { return nil }
func (c *Context) ShouldBindJSON(obj any) error                                   { return nil }
func (c *Context) ShouldBindXML(obj any) error                                    { return nil }
func (c *Context) ShouldBindYAML(obj any) error                                   { return nil }
func (c *Context) ShouldBindQuery(obj any) error                                  { return nil }
func (c *Context) ShouldBindWith(obj any, b binding.Binding) error                { return nil }
func (c *Context) ShouldBindBodyWithYAML(obj any) error                           { return nil }
func (c *Context) ShouldBindBodyWith(obj any, bb binding.BindingBody) (err error) { return nil }

func (c *Context) GetRawData() ([]byte, error)        { return nil, nil }
func (c *Context) Param(key string) string            { return "" }
func (c *Context) Query(key string) (value string)    { return "" }
func (c *Context) PostForm(key string) (value string) { return "" }
func (c *Context) GetHeader(key string) string        { return "" }
func (c *Context) Cookie(name string) (string, error) { return "", nil }
func (c *Context) JSON(code int, obj any)             {}
func (c *Context) Next()                              {}
func (c *Context) FullPath() string                   { return "" }

// An IRoutes registers handlers.
type IRoutes interface {
	Use(...HandlerFunc) IRoutes
	POST(string, ...HandlerFunc) IRoutes
}

// A RouterGroup is a part of the routes.
type RouterGroup struct{ Handlers []HandlerFunc }

func (group *RouterGroup) Use(middleware ...HandlerFunc) IRoutes { return nil }

func (group *RouterGroup) POST(relativePath string, handlers ...HandlerFunc) IRoutes { return nil }

func (group *RouterGroup) Group(relativePath string, handlers ...HandlerFunc) *RouterGroup {
	return nil
}

// An Engine is the framework.
type Engine struct{ RouterGroup }

func New() *Engine { return nil }

func (engine *Engine) Use(middleware ...HandlerFunc) IRoutes { return nil }

func (engine *Engine) ServeHTTP(w http.ResponseWriter, req *http.Request) {}
