// Package closures has function literals: capture by reference, called at once, stored, returned.
package closures

import "example.com/kinds"

func capturedBefore() {
	s := kinds.Source() // @source(before)
	f := func() {
		kinds.Sink(s) // @sink(before)
	}
	f() // @trace(before) passed to a function literal
}

// The closure sees the variable, and not the value that it had when the closure was made.
func capturedByReference() {
	s := "clean"
	f := func() {
		kinds.Sink(s) // @sink(reference)
	}
	s = kinds.Source() // @source(reference)
	f()                // @trace(reference) passed to a function literal
}

func writtenByClosure() {
	s, t := "clean", "clean"
	func() { // @trace(written) written by a function literal
		s = kinds.Source() // @source(written)
	}()
	kinds.Sink(s) // @sink(written)
	kinds.Sink(t)
}

func clearedByClosure() {
	s := kinds.Source()
	func() { s = "clean" }()
	kinds.Sink(s)
}

func calledAtOnce() {
	func(s, t string) { // @trace(once) passed to a function literal
		kinds.Sink(s) // @sink(once)
		kinds.Sink(t)
	}(kinds.Source(), "clean") // @source(once)
}

func result() {
	f := func(s string) string { return "a" + s }
	g := func(string) string { return "clean" }
	kinds.Sink(f(kinds.Source())) // @source(result) @sink(result)
	kinds.Sink(f("clean"))
	kinds.Sink(g(kinds.Source()))
}

func maker(s string) func() string {
	return func() string { return s }
}

func returned() {
	f, g := maker(kinds.Source()), maker("clean") // @source(returned)
	kinds.Sink(f())                               // @sink(returned)
	kinds.Sink(g())
}

func sinker() func(string) {
	return func(s string) {
		kinds.Sink(s) // @sink(sinker)
	}
}

func returnedSink() {
	f := sinker()
	f(kinds.Source()) // @source(sinker)
	f("clean")
}

func nested() {
	s := kinds.Source() // @source(nested)
	t := "clean"
	func() { // @trace(nested) passed to a function literal
		func() {
			kinds.Sink(s) // @sink(nested)
			kinds.Sink(t)
		}()
	}()
}

func recursive() {
	var walk func(n int, s string)
	walk = func(n int, s string) {
		if n == 0 {
			kinds.Sink(s) // @sink(recursive)
			return
		}
		walk(n-1, s)
	}
	walk(3, kinds.Source()) // @source(recursive)
}

type hooks struct{ before, after func(string) }

func stored() {
	h := hooks{
		before: func(s string) { kinds.Sink(s) }, // @sink(stored)
		after:  func(s string) { kinds.Sink(s) },
	}
	h.before(kinds.Source()) // @source(stored)
	h.after("clean")
}

func apply(f func(string) string, s string) string { return f(s) }

func passed() {
	x := kinds.Source()                                                // @source(passed)
	kinds.Sink(apply(func(s string) string { return s + x }, "clean")) // @sink(passed)
	kinds.Sink(apply(func(s string) string { return "b" }, "clean"))
}

func capturedStruct() {
	var v struct{ A, B string }
	set := func() { v.A = kinds.Source() } // @source(struct)
	set()                                  // @trace(struct) written by a function literal
	kinds.Sink(v.A)                        // @sink(struct)
	kinds.Sink(v.B)
}

func counter() (func(string), func() string) {
	var last string
	return func(s string) { last = s }, func() string { return last }
}

func shared() {
	set, get := counter()
	set(kinds.Source()) // @source(shared)
	kinds.Sink(get())   // @sink(shared)
}

func inLoop() {
	var fs []func()
	for _, s := range []string{"clean", kinds.Source()} { // @source(loop)
		fs = append(fs, func() {
			kinds.Sink(s) // @sink(loop)
		})
	}
	for _, f := range fs {
		f() // @trace(loop) passed to a function literal
	}
}
