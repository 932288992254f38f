// Package sanitizers has functions whose result is clean, and what stays tainted around them.
package sanitizers

import "example.com/kinds"

func direct() {
	kinds.Sink(kinds.Sanitize(kinds.Source())) // @source(direct) @cleared(direct)
	s := kinds.Sanitize(kinds.Source())        // @source(direct2)
	kinds.Sink(s + "x")                        // @cleared(direct2)
}

func original() {
	s := kinds.Source()    // @source(original)
	t := kinds.Sanitize(s) // @trace(original) passed through kinds.Sanitize
	kinds.Sink(t)          // @cleared(original)
	kinds.Sink(s)          // @sink(original)
}

func dropped() {
	s := kinds.Source() // @source(dropped)
	kinds.Sanitize(s)
	kinds.Sink(s) // @sink(dropped)
}

func mixed() {
	s := kinds.Source()               // @source(mixed)
	kinds.Sink(kinds.Sanitize(s) + s) // @sink(mixed)
	kinds.Sink(kinds.Sanitize(s), s)  // @sink(mixed)
}

func oneBranch(c bool) {
	s := kinds.Source() // @source(branch)
	if c {
		s = kinds.Sanitize(s) // @trace(branch) passed through kinds.Sanitize
		kinds.Sink(s)         // @cleared(branch)
	}
	kinds.Sink(s) // @sink(branch)
}

func again() {
	s := kinds.Sanitize(kinds.Source())
	s += kinds.Source() // @source(again)
	kinds.Sink(s)       // @sink(again)
}

func inPlace() {
	b := kinds.SourceBytes() // @source(place)
	kinds.SinkBytes(b)       // @sink(place)
	kinds.Scrub(b)
	kinds.SinkBytes(b) // @cleared(place)
}

func clean(s string) string { return kinds.Sanitize("a" + s) } // @trace(wrapped) passed through kinds.Sanitize

func maybe(s string, c bool) string {
	if c {
		return s
	}
	return kinds.Sanitize(s)
}

func wrapped() {
	kinds.Sink(clean(kinds.Source()))       // @source(wrapped) @cleared(wrapped)
	kinds.Sink(maybe(kinds.Source(), true)) // @source(maybe) @sink(maybe)
}

func opened() {
	b, err := kinds.Open(kinds.SourceBytes()) // @source(opened)
	if err != nil {
		return
	}
	kinds.SinkBytes(b) // @cleared(opened)
}

func openedByCallee(b []byte) ([]byte, error) { return kinds.Open(b) }

func openedThere() {
	b := kinds.SourceBytes()  // @source(sealed)
	p, _ := openedByCallee(b) // @trace(sealed) returned by openedByCallee
	kinds.SinkBytes(p)        // @cleared(sealed)
	kinds.SinkBytes(b)        // @sink(sealed)
}

func field() {
	var r struct{ A, B string }
	r.A, r.B = kinds.Source(), kinds.Source() // @source(field)
	r.A = kinds.Sanitize(r.A)                 // @trace(field) passed through kinds.Sanitize
	kinds.Sink(r.A)                           // @cleared(field)
	kinds.Sink(r.B)                           // @sink(field)
}

func hidden() {
	kinds.Sink(kinds.Hide(kinds.Source()))
}

func sinkOf(s string) { kinds.Sink(s) } // @sink(param)

func intoParameter() {
	s := kinds.Source() // @source(param)
	sinkOf(kinds.Sanitize(s))
	sinkOf(s) // @trace(param) passed to sinkOf
}
