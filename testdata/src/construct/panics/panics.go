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

func valueOfPanic() {
	defer func() {
		if e := recover(); e != nil {
			kinds.Sink(e.(string)) // @sink(recovered)
		}
	}()
	panic(kinds.Source()) // @source(recovered)
}

func handler() {
	if e := recover(); e != nil {
		kinds.Sink(e) // @sink(handled)
	}
}

func namedHandler() {
	defer handler()
	panic(kinds.Source()) // @source(handled)
}

func throws(s string) { panic(s) }

func outOfCallee() {
	defer func() {
		kinds.Sink(recover()) // @sink(callee)
	}()
	throws(kinds.Source()) // @source(callee)
}

type failure struct{ text string }

func structOfPanic() {
	defer func() {
		if f, ok := recover().(failure); ok {
			kinds.Sink(f.text) // @sink(struct)
		}
	}()
	panic(failure{text: kinds.Source()}) // @source(struct)
}

func named() (out string) {
	defer func() {
		if e := recover(); e != nil {
			out = e.(string)
		}
	}()
	panic(kinds.Source()) // @source(namedresult)
}

func useNamed() { kinds.Sink(named()) } // @sink(namedresult)

func cleanPanic() {
	defer func() { kinds.Sink(recover()) }()
	panic("clean")
}
