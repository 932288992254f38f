// Package fiber has handlers of the fiber framework and of fasthttp below it.
package fiber

import (
	"bytes"
	"encoding/gob"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
	"github.com/vmihailenco/msgpack/v5"
)

type order struct{ ID string }

func body(c *fiber.Ctx) error {
	var o order
	if err := msgpack.Unmarshal(c.Body(), &o); err != nil { // want "untrusteddecode"
		return err
	}
	gob.NewDecoder(bytes.NewReader(c.BodyRaw())).Decode(&o)        // want "untrusteddecode"
	gob.NewDecoder(bytes.NewReader(c.Request().Body())).Decode(&o) // want "untrusteddecode"
	return c.SendStatus(204)
}

func values(c *fiber.Ctx) error {
	var o order
	gob.NewDecoder(strings.NewReader(c.Query("order"))).Decode(&o)     // want "untrusteddecode"
	gob.NewDecoder(strings.NewReader(c.Params("order"))).Decode(&o)    // want "untrusteddecode"
	gob.NewDecoder(strings.NewReader(c.FormValue("order"))).Decode(&o) // want "untrusteddecode"
	gob.NewDecoder(strings.NewReader(c.Method())).Decode(&o)
	return nil
}

func fast(ctx *fasthttp.RequestCtx) {
	var o order
	gob.NewDecoder(bytes.NewReader(ctx.PostBody())).Decode(&o) // want "untrusteddecode"
	gob.NewDecoder(ctx.RequestBodyStream()).Decode(&o)         // want "untrusteddecode"
	gob.NewDecoder(bytes.NewReader(ctx.Method())).Decode(&o)
}
