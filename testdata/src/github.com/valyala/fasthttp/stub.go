// Package fasthttp is a stub of github.com/valyala/fasthttp: the signatures are true, the bodies mean nothing.
package fasthttp

import "io"

// A Request is a request.
type Request struct{ Header RequestHeader }

// A RequestHeader is a request's header.
type RequestHeader struct{ method []byte }

func (h *RequestHeader) Method() []byte { return nil }

func (req *Request) Body() []byte { return nil }

// A RequestCtx is a request and its answer.
type RequestCtx struct{ Request Request }

func (ctx *RequestCtx) PostBody() []byte { return nil }

func (ctx *RequestCtx) RequestBodyStream() io.Reader { return nil }

func (ctx *RequestCtx) Method() []byte { return nil }

// A RequestHandler handles a request.
type RequestHandler func(ctx *RequestCtx)
