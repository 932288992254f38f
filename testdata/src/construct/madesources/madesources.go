// Package madesources makes values whose type has a field that is a source whatever is stored in it.
package madesources

import "example.com/kinds"

type holder struct {
	inner *kinds.Tainted
	name  string
}

func literal() {
	t := kinds.Tainted{Data: "constant", Safe: 1} // @source(literal)
	kinds.Sink(t)                                 // @sink(literal)
	kinds.Sink(t.Safe)
}

func stored(t *kinds.Tainted) {
	t.Data = "constant" // @source(stored)
	kinds.Sink(t.Data)  // @sink(stored)
	kinds.Sink(t.Safe)
}

func zero() {
	var t kinds.Tainted
	kinds.Sink(t.Data) // @source(zero) @sink(zero)
	kinds.Sink(t.Safe)
}

func through(t *kinds.Tainted) {
	kinds.Sink(t) // @source(through) @sink(through)
}

func asserted(v any) {
	kinds.Sink(v)
	t := v.(*kinds.Tainted)
	kinds.Sink(t) // @source(asserted) @sink(asserted)
	kinds.Sink(v) // @sink(asserted)
}

func switched(v any) {
	switch t := v.(type) {
	case *holder:
		kinds.Sink(t.name)
	case kinds.Tainted: // @source(switched)
		kinds.Sink(t) // @sink(switched)
	default:
		kinds.Sink(t)
	}
}

func elements(l []kinds.Tainted, m map[string]*kinds.Tainted, c chan kinds.Tainted) {
	kinds.Sink(l)           // @source(slice) @sink(slice)
	kinds.Sink(l[0].Safe)   //
	kinds.Sink(m)           // @source(map) @sink(map)
	kinds.Sink(m["a"].Safe) //
	kinds.Sink(c)           // @source(chan) @sink(chan)
	kinds.Sink(make(chan int))
}

func below() {
	h := &holder{name: "n", inner: &kinds.Tainted{}} // @source(below)
	kinds.Sink(h.inner)                              // @sink(below)
	kinds.Sink(h.name)
}

var build func() *kinds.Tainted

func unknown() {
	t := build()
	kinds.Sink(t) // @source(unknown) @sink(unknown)
	kinds.Sink(t.Safe)
}

func made() *kinds.Tainted {
	return &kinds.Tainted{} // @source(made)
}

func returned() {
	kinds.Sink(made()) // @sink(made)
}

func cleaned(t *kinds.Tainted) {
	kinds.Sink(kinds.Sanitize(t.Data))
}
