// Package samelines has several sources and sinks in a line, and calls in calls.
package samelines

import "example.com/kinds"

func two() {
	s, t := kinds.Source(), "clean"                          // @source(two)
	func() { kinds.Sink(s); kinds.Sink(t); kinds.Sink(s) }() // @sink(two) @sink(two)
}

func twoValues() {
	s := kinds.Source()                       // @source(one)
	t := kinds.Source()                       // @source(other)
	kinds.Sink(s, t)                          // @sink(one, other)
	kinds.Sink("clean", t)                    // @sink(other)
	func() { kinds.Sink(s); kinds.Sink(t) }() // @sink(one) @sink(other)
}

func sink(s string) string {
	kinds.Sink(s) // @sink(nested)
	return s
}

func nested() {
	kinds.Sink(sink(kinds.Source())) // @source(nested) @sink(nested)
}

func apart() {
	s, t := kinds.Source(), kinds.Sanitize(kinds.Source()) // @source(apart)
	func() { kinds.Sink(t); kinds.Sink(s) }()              // @sink(apart)
}
