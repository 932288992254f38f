// Package assignment has values that pass through variables, and variables that are overwritten.
package assignment

import "example.com/kinds"

func direct() {
	s := kinds.Source() // @source(direct)
	kinds.Sink(s)       // @sink(direct)
}

func inline() {
	kinds.Sink(kinds.Source()) // @source(inline) @sink(inline)
}

func chained() {
	a := kinds.Source() // @source(chained)
	b := a
	var c string
	c = b
	kinds.Sink(c) // @sink(chained)
}

func overwritten() {
	s := kinds.Source()
	s = "clean"
	kinds.Sink(s)
}

func sinkFirst() {
	s := "clean"
	kinds.Sink(s)
	s = kinds.Source()
	_ = s
}

func blank() {
	s := "clean"
	_ = kinds.Source()
	kinds.Sink(s)
}

func swapped() {
	a, b := kinds.Source(), "clean" // @source(swapped)
	a, b = b, a
	kinds.Sink(a)
	kinds.Sink(b) // @sink(swapped)
}

func compound() {
	s := "a"
	s += kinds.Source() // @source(compound)
	s += "b"
	kinds.Sink(s) // @sink(compound)
}

func onOneBranch(c bool) {
	s := "clean"
	if c {
		s = kinds.Source() // @source(branch)
	}
	kinds.Sink(s) // @sink(branch)
}

func overwrittenOnOneBranch(c bool) {
	s := kinds.Source() // @source(overone)
	if c {
		s = "clean"
		kinds.Sink(s)
	}
	kinds.Sink(s) // @sink(overone)
}

func overwrittenOnBothBranches(c bool) {
	s := kinds.Source()
	if c {
		s = "one"
	} else {
		s = "two"
	}
	kinds.Sink(s)
}

func twoSources(c bool) {
	s := kinds.Source() // @source(first)
	if c {
		s = kinds.Source() // @source(second)
	}
	kinds.Sink(s) // @sink(first, second)
}

// The address is taken, so that the variable lives in memory: the last store still clears it.
func overwrittenInMemory() {
	s := kinds.Source()
	p := &s
	*p = "clean"
	kinds.Sink(s)
	kinds.Sink(*p)
}

func throughAny() {
	var v any = kinds.Source() // @source(any)
	kinds.Sink(v)              // @sink(any)
}

func onlyFirstArgument() {
	s := kinds.Source() // @source(arg)
	kinds.SinkFirst("clean", s)
	kinds.SinkFirst(s, "clean") // @sink(arg)
}

func otherKind() {
	kinds.Sink(kinds.Other())
}
