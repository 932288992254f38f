// Package panics has functions that recover and go on.
package panics

import "example.com/kinds"

func afterRecover() (s string) {
	defer func() {
		if r := recover(); r != nil {
			s = "clean"
		}
	}()
	s = kinds.Source() // @source(after)
	mayPanic()
	return s
}

func mayPanic() {}

func use() {
	kinds.Sink(afterRecover()) // @sink(after)
}

func sinkInRecover() {
	s := kinds.Source() // @source(in)
	defer func() {      // @trace(in) passed to a function literal
		if recover() != nil {
			kinds.Sink(s) // @sink(in)
		}
	}()
	mayPanic()
}

// The write happens before the panic: the deferred function sees it.
func writtenBefore() {
	var s string
	defer func() { // @trace(before) passed to a function literal
		recover()
		kinds.Sink(s) // @sink(before)
	}()
	s = kinds.Source() // @source(before)
	panic("x")
}

func guarded() {
	defer func() { recover() }()
	s := kinds.Source()
	if !kinds.Valid(s) {
		panic("forged")
	}
	kinds.Sink(s)
}

func must(s string, err error) string {
	if err != nil {
		panic(err)
	}
	return s
}

func mustUsed() {
	kinds.Sink(must(kinds.Fetch())) // @source(must) @sink(must)
	kinds.Sink(must("clean", nil))
}

func never() string {
	panic(kinds.Source())
}

func neverUsed() {
	kinds.Sink(never())
}
