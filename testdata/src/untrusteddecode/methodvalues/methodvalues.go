// Package methodvalues decodes by the values of methods: the finding stands where the value is called or handed to a function of the
// package that calls it, never where the method is declared.
package methodvalues

import (
	"encoding/gob"
	"net/http"
)

type opener interface{ Decode(any) error }

func handed(r *http.Request) error {
	return run(gob.NewDecoder(r.Body).Decode) // want "untrusteddecode: gob decodes the body of an HTTP request: use"
}

func run(f func(any) error) error {
	var x int
	return f(&x)
}

func value(r *http.Request) error {
	f := gob.NewDecoder(r.Body).Decode
	var x int
	return f(&x) // want "untrusteddecode: gob decodes the body of an HTTP request: use"
}

func expression(r *http.Request) error {
	f := (*gob.Decoder).Decode
	var x int
	return f(gob.NewDecoder(r.Body), &x) // want "untrusteddecode: gob decodes the body of an HTTP request: use"
}

type decoder struct{ *gob.Decoder }

func promoted(r *http.Request) error {
	return run(decoder{gob.NewDecoder(r.Body)}.Decode) // want "untrusteddecode: gob decodes the body of an HTTP request: use"
}

func ofInterface(r *http.Request) error {
	var o opener = gob.NewDecoder(r.Body)
	return run(o.Decode) // want "untrusteddecode: gob decodes the body of an HTTP request: use"
}

// Made and not called.
func idle(r *http.Request) {
	f := gob.NewDecoder(r.Body).Decode
	_ = f
}

// Nothing from outside.
func own(f func(any) error) error { return run(f) }
