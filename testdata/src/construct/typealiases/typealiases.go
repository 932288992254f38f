// Package typealiases has aliases of types and of generic types.
package typealiases

import (
	"construct/typealiases/lib"

	"example.com/kinds"
)

type (
	tainted     = kinds.Tainted
	decoder     = kinds.Decoder
	rec         = struct{ A, B string }
	list[T any] = []T
	named       lib.Alias
)

func field(t *tainted) {
	kinds.Sink(t.Data) // @source(field) @sink(field)
	kinds.Sink(t.Safe)
}

func method() {
	var v any
	var d *decoder = kinds.NewDecoder(kinds.SourceReader()) // @source(method)
	d.Decode(&v)                                            // @sink(method)
}

func unnamed() {
	r := rec{A: kinds.Source()} // @source(unnamed)
	kinds.Sink(r.A)             // @sink(unnamed)
	kinds.Sink(r.B)
}

func generic() {
	l := list[string]{kinds.Source()} // @source(generic)
	kinds.Sink(l[0])                  // @sink(generic)
}

func imported(a lib.Alias, p *lib.Alias) { // @source(imported)
	kinds.Sink(a.Data) // @source(imported) @sink(imported)
	kinds.Sink(p.Safe)
}

func defined() {
	var n named
	n.Data = "clean"
	kinds.Sink(n.Safe)
}

type packet = kinds.Packet

func parameter(p packet) { // @source(param)
	kinds.SinkBytes(p) // @sink(param)
}
