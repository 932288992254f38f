// Package render is a stub of github.com/go-chi/render: the signatures are true, the bodies mean nothing.
package render

import (
	"io"
	"net/http"
)

// A Binder checks what was decoded into it.
type Binder interface {
	Bind(r *http.Request) error
}

func Bind(r *http.Request, v Binder) error { return nil }

// Decode decodes a request.
var Decode = DefaultDecoder

func DefaultDecoder(r *http.Request, v interface{}) error { return nil }

func DecodeJSON(r io.Reader, v interface{}) error { return nil }

func DecodeXML(r io.Reader, v interface{}) error { return nil }
