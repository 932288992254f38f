// Package wholes has containers with a tainted element handed to a sink as a whole.
package wholes

import "example.com/kinds"

type rec struct {
	A string
	n int
	p *rec
}

func all() {
	s := kinds.Source()                       // @source(all)
	kinds.Sink(rec{A: s})                     // @sink(all)
	kinds.Sink(&rec{A: s})                    // @sink(all)
	kinds.Sink(rec{p: &rec{A: s}})            // @sink(all)
	kinds.Sink([]string{"clean", s})          // @sink(all)
	kinds.Sink([]rec{{A: s}})                 // @sink(all)
	kinds.Sink(map[string]string{"k": s})     // @sink(all)
	kinds.Sink(map[string]string{s: "clean"}) // @sink(all)
	kinds.Sink(map[string]*rec{"k": {A: s}})  // @sink(all)
	kinds.Sink([]any{1, s})                   // @sink(all)
	var v any = rec{A: s}
	kinds.Sink(v)         // @sink(all)
	kinds.Sink([1]any{v}) // @sink(all)
	kinds.Sink(v.(rec).n)
}

func clean() {
	r := rec{A: kinds.Source(), n: 1}
	kinds.Sink(r.n, r.p)
	kinds.Sink(rec{n: r.n})
}
