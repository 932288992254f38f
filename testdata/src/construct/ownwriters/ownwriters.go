// Package ownwriters has an own type that keeps what is written to it.
package ownwriters

import (
	"io"

	"example.com/kinds"
)

type keeping struct {
	last []byte
	name string
}

func (k *keeping) Write(p []byte) (int, error) {
	k.last = append(k.last, p...)
	return len(p), nil
}

func own() {
	k := &keeping{}
	k.Write(kinds.SourceBytes()) // @source(own)
	kinds.SinkBytes(k.last)      // @sink(own)
	kinds.Sink(k.name)
}

func ownThroughLibrary() {
	k := &keeping{}
	io.Copy(k, kinds.SourceReader()) // @source(ownlib)
	kinds.SinkBytes(k.last)          // @sink(ownlib)
}
