// Package variadics has variadic functions: listed arguments, passed slices, none.
package variadics

import "example.com/kinds"

func sinkAll(prefix string, vs ...string) {
	kinds.Sink(prefix)
	for _, v := range vs {
		kinds.Sink(v) // @sink(listed, slice)
	}
}

func listed() {
	sinkAll("clean", "clean", kinds.Source()) // @source(listed)
	sinkAll("clean")
}

func slice() {
	ss := []string{kinds.Source()} // @source(slice)
	sinkAll("clean", ss...)        // @trace(slice) passed to sinkAll
}

func first(vs ...string) string { return vs[0] }

func joined(sep string, vs ...string) string {
	out := ""
	for _, v := range vs {
		out += v + sep
	}
	return out
}

func results() {
	kinds.Sink(first(kinds.Source(), "clean"))       // @source(first) @sink(first)
	kinds.Sink(joined(",", "clean", kinds.Source())) // @source(joined) @sink(joined)
	kinds.Sink(joined(",", "clean"))
}

func overwrite(ps ...*string) {
	for _, p := range ps {
		*p = kinds.Source() // @source(pointers)
	}
}

func pointers() {
	a, b, c := "clean", "clean", "clean"
	overwrite(&a, &b) // @trace(pointers) written by overwrite
	kinds.Sink(a)     // @sink(pointers)
	kinds.Sink(b)     // @sink(pointers)
	kinds.Sink(c)
}

func forwarded(vs ...any) {
	kinds.Sink(vs...) // @sink(forwarded)
}

func forwarding() {
	forwarded(1, kinds.Source()) // @source(forwarded)
}

func multi() (string, string) { return "clean", kinds.Source() } // @source(multi)

func spread() {
	kinds.Sink(multi()) // @sink(multi)
}
