package flows

import (
	"bytes"
	"encoding/gob"
	"github.com/valyala/fasthttp"
)

func read(ctx *fasthttp.RequestCtx) {
	var v any
	_ = gob.NewDecoder(bytes.NewReader(ctx.Method())).Decode(&v)
	_ = gob.NewDecoder(bytes.NewReader(ctx.PostBody())).Decode(&v)                    // want
	_ = gob.NewDecoder(bytes.NewReader(ctx.Request.Body())).Decode(&v)                // want
	_ = gob.NewDecoder(bytes.NewReader(ctx.Request.Header.Peek("X-Cart"))).Decode(&v) // want
}

func ask(url string) {
	var v any
	_, body, _ := fasthttp.Get(nil, url)
	_ = gob.NewDecoder(bytes.NewReader(body)).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewBufferString(url)).Decode(&v)
}
