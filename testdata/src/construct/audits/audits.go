// Package audits has flows that a sanitizer or a check cut. The marks @cleared are those of a query for all sites.
package audits

import "example.com/kinds"

func sanitized() {
	kinds.Sink(kinds.Sanitize(kinds.Source())) // @source(sanitized) @cleared(sanitized)
}

func checked() {
	s := kinds.Source() // @source(checked)
	if !kinds.Valid(s) {
		kinds.Sink(s) // @sink(checked)
		return
	}
	kinds.Sink(s) // @cleared(checked)
}

func ok(s string) bool { return kinds.Valid(s) }

func own() {
	s := kinds.Source() // @source(own)
	if !ok(s) {
		return
	}
	kinds.Sink(s) // @cleared(own)
}

func opened() {
	b, err := kinds.Open(kinds.SourceBytes()) // @source(opened)
	if err != nil {
		return
	}
	kinds.SinkBytes(b) // @cleared(opened)
}

func clean() {
	kinds.Sink("clean")
}
