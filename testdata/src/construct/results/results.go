// Package results has functions with several results, each with its own taint.
package results

import "example.com/kinds"

func two() (string, string) { return kinds.Source(), "clean" } // @source(two)

func apart() {
	a, b := two() // @trace(two) returned by two
	kinds.Sink(a) // @sink(two)
	kinds.Sink(b)
}

func swap(a, b string) (string, string) { return b, a }

func swapped() {
	a, b := swap(kinds.Source(), "clean") // @source(swap)
	kinds.Sink(a)
	kinds.Sink(b) // @sink(swap)
}

func modelled() {
	s, err := kinds.Fetch() // @source(fetch)
	if err != nil {
		kinds.Sink(err)
		return
	}
	kinds.Sink(s)              // @sink(fetch)
	head, tail := kinds.Pair() // @source(pair)
	kinds.Sink(head)
	kinds.Sink(tail)           // @sink(pair)
	v, ok := kinds.Lookup("k") // @source(lookup)
	kinds.Sink(v)              // @sink(lookup)
	kinds.Sink(ok)
}

func forward() (string, error) { return kinds.Fetch() } // @source(forward)

func forwarded() {
	s, _ := forward() // @trace(forward) returned by forward
	kinds.Sink(s)     // @sink(forward)
}

func either(c bool) string {
	if c {
		return "clean"
	}
	return kinds.Source() // @source(either)
}

func eitherUsed(c bool) {
	kinds.Sink(either(c)) // @sink(either)
}

type rec struct{ A, B string }

func build(s string) (rec, *rec) {
	return rec{A: s}, &rec{B: s}
}

func fieldsOfResults() {
	r, p := build(kinds.Source()) // @source(build)
	kinds.Sink(r.A)               // @sink(build)
	kinds.Sink(r.B)
	kinds.Sink(p.A)
	kinds.Sink(p.B) // @sink(build)
}

func ignored(s string) string { return "clean" }

func notPassed() {
	kinds.Sink(ignored(kinds.Source()))
}

func parameters(a, b, c string) string { return a + c }

func perParameter() {
	kinds.Sink(parameters(kinds.Source(), "", "")) // @source(pa) @sink(pa)
	kinds.Sink(parameters("", kinds.Source(), ""))
	kinds.Sink(parameters("", "", kinds.Source())) // @source(pc) @sink(pc)
}
