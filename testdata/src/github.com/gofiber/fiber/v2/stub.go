// Package fiber is a stub of github.com/gofiber/fiber/v2: the signatures are true, the bodies mean nothing.
package fiber

import "github.com/valyala/fasthttp"

// A Handler handles a request.
type Handler = func(*Ctx) error

// A Ctx is a request and its answer.
type Ctx struct{ fasthttp *fasthttp.RequestCtx }

func (c *Ctx) Body() []byte                     { return nil }
func (c *Ctx) BodyRaw() []byte                  { return nil }
func (c *Ctx) BodyParser(out interface{}) error { return nil }
func (c *Ctx) Context() *fasthttp.RequestCtx    { return nil }
func (c *Ctx) Request() *fasthttp.Request       { return nil }

func (c *Ctx) Method(override ...string) string { return "" }

func (c *Ctx) Query(key string, defaultValue ...string) string     { return "" }
func (c *Ctx) Params(key string, defaultValue ...string) string    { return "" }
func (c *Ctx) FormValue(key string, defaultValue ...string) string { return "" }
func (c *Ctx) Cookies(key string, defaultValue ...string) string   { return "" }

func (c *Ctx) SendStatus(status int) error { return nil }

// A Config configures an App.
type Config struct {
	AppName   string
	BodyLimit int
}

// An App serves requests.
type App struct{}

func New(config ...Config) *App { return nil }

func (app *App) Post(path string, handlers ...Handler) *App { return app }
