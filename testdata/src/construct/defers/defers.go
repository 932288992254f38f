// Package defers has deferred calls: arguments are those of the defer statement, captured variables those of the end.
package defers

import "example.com/kinds"

func argument() {
	s := kinds.Source() // @source(argument)
	defer kinds.Sink(s) // @sink(argument)
	s = "clean"
}

func argumentBefore() {
	s := "clean"
	defer kinds.Sink(s)
	s = kinds.Source()
	_ = s
}

func captured() {
	s := "clean"
	defer func() { // @trace(captured) passed to a function literal
		kinds.Sink(s) // @sink(captured)
	}()
	s = kinds.Source() // @source(captured)
}

func put(s string) { kinds.Sink(s) } // @sink(named, loop)

func named() {
	defer put(kinds.Source()) // @source(named)
	defer put("clean")
}

type res struct{ val string }

func (r *res) Close()       { kinds.Sink(r.val) } // @sink(method)
func (r *res) Drop()        {}
func (r *res) set(s string) { r.val = s }

func method() {
	r := &res{}
	defer r.Close()       // @trace(method) passed to res.Close
	r.set(kinds.Source()) // @source(method)
}

func loop() {
	for _, s := range []string{kinds.Source()} { // @source(loop)
		defer put(s) // @trace(loop) passed to put
	}
}

func writtenByDefer(p *string) {
	defer func() { *p = kinds.Source() }() // @source(out)
}

func seenByCaller() {
	a := "clean"
	kinds.Sink(a)
	writtenByDefer(&a) // @trace(out) written by writtenByDefer
	kinds.Sink(a)      // @sink(out)
}

func conditional(c bool) {
	s := kinds.Source() // @source(conditional)
	if c {
		defer kinds.Sink(s) // @sink(conditional)
	}
}
