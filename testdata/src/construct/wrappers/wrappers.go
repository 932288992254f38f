// Package wrappers has functions around a decoder: what they decode and into what is their callers', and so is the site.
package wrappers

import (
	"bytes"
	"io"

	"construct/wrappers/lib"

	"example.com/kinds"
)

type message struct{ Text string }

// The target is a parameter.
func decode(b []byte, v any) error {
	return kinds.NewDecoder(bytes.NewReader(b)).Decode(v) // @trace(param) kinds.NewDecoder @trace(param) reaches
}

// The target is the result.
func decodeMessage(r io.Reader) (*message, error) {
	var m message
	if err := kinds.Decode(r, &m); err != nil {
		return nil, err
	}
	return &m, nil
}

func decodeAs[T any](b []byte) (T, error) {
	var v T
	err := kinds.Decode(bytes.NewReader(b), &v) // @trace(generic) passed through bytes.NewReader
	return v, err
}

func decodeTwice(b []byte, v any) error { return decode(b, v) } // @trace(twice) passed to decode

func callers() {
	var m message
	decode(kinds.SourceBytes(), &m)        // @source(param) @sink(param)
	decodeMessage(kinds.SourceReader())    // @source(result) @sink(result)
	decodeAs[message](kinds.SourceBytes()) // @source(generic) @sink(generic)
	decodeTwice(kinds.SourceBytes(), &m)   // @source(twice) @sink(twice)
	decode([]byte("clean"), &m)
	decodeMessage(bytes.NewReader([]byte("clean")))
}

func verified() error {
	var m message
	b := kinds.SourceBytes()
	if err := kinds.Check(b); err != nil {
		return err
	}
	return decode(b, &m)
}

// The target is this function's own, so the decoder here is the site.
func handle(b []byte) {
	var m message
	kinds.Decode(bytes.NewReader(b), &m) // @sink(handle)
	kinds.Sink("clean")
}

func handler() { handle(kinds.SourceBytes()) } // @source(handle)

// The source is in the function with the decoder.
func load(v any) error {
	return kinds.Decode(kinds.SourceReader(), v) // @source(load) @sink(load)
}

func loading() {
	var m message
	load(&m)
}

type codec struct{}

func (codec) Decode(b []byte, v any) error { return decode(b, v) } // @trace(iface) passed to decode

type Codec interface{ Decode(b []byte, v any) error }

func methods(c codec, i Codec) {
	var m message
	c.Decode(kinds.SourceBytes(), &m) // @source(method) @sink(method)
	i.Decode(kinds.SourceBytes(), &m) // @source(iface) @sink(iface)
}

func imported() {
	var m message
	lib.Unmarshal(kinds.SourceBytes(), &m) // @source(lib) @sink(lib)
	lib.Handle(kinds.SourceBytes())        // @source(libhandle) @sink(libhandle)
	lib.Read(bytes.NewReader([]byte("x")))
	lib.Read(kinds.SourceReader()) // @source(libread) @sink(libread)
}
