// Package lib has a decode wrapper, and a function that decodes into something of its own.
package lib

import (
	"bytes"
	"io"

	"example.com/kinds"
)

// Unmarshal decodes b into v.
func Unmarshal(b []byte, v any) error { return kinds.Decode(bytes.NewReader(b), v) }

// Handle decodes b.
func Handle(b []byte) {
	var v struct{ Text string }
	kinds.Decode(bytes.NewReader(b), &v)
}

// Read returns what r holds.
func Read(r io.Reader) (v any, err error) {
	err = kinds.NewDecoder(r).Decode(&v)
	return v, err
}
