// Package bodies hands closures to function values that callers know: the bodies of loops over iterators, and what writes to variables here.
package bodies

import "example.com/kinds"

func last(seq func(func(string) bool)) string {
	out := ""
	for x := range seq {
		out = x
	}
	return out
}

func one() {
	s := last(func(yield func(string) bool) { yield(kinds.Source()) }) // @source(one)
	kinds.Sink(s)                                                      // @sink(one)
	kinds.Sink(last(func(yield func(string) bool) { yield("clean") }))
}

func conv(seq func(func(string) bool)) func(func([]string) bool) {
	return func(yield func([]string) bool) {
		for a := range seq {
			if !yield([]string{a}) {
				return
			}
		}
	}
}

func two() {
	seq := func(yield func(string) bool) { yield(kinds.Source()) } // @source(two)
	for x := range conv(seq) {
		kinds.Sink(x[0]) // @sink(two)
	}
}

func deferred() (out string) {
	seq := func(yield func(string) bool) { yield(kinds.Source()) } // @source(deferred)
	func() {
		for x := range seq {
			defer func() { out = x }()
		}
	}()
	kinds.Sink(out) // @sink(deferred)
	return ""
}

func each(f func(func(string))) (all []string) {
	f(func(s string) { all = append(all, s) })
	return all
}

func three() {
	kinds.Sink(each(func(add func(string)) { add(kinds.Source()) })[0]) // @source(three) @sink(three)
	kinds.Sink(each(func(add func(string)) { add("clean") })[0])
}

func first(seq func(func(string) bool)) string {
	for x := range seq {
		return x
	}
	return ""
}

func four() {
	kinds.Sink(first(func(yield func(string) bool) { yield(kinds.Source()) })) // @source(four) @sink(four)
}

func convf(seq func(func(string) bool), f func(string) []string) func(func([]string) bool) {
	return func(yield func([]string) bool) {
		for a := range seq {
			if !yield(f(a)) {
				return
			}
		}
	}
}

func five() {
	seq := func(yield func(string) bool) { yield(kinds.Source()) } // @source(five)
	for x := range convf(seq, func(s string) []string { return []string{s} }) {
		kinds.Sink(x[0]) // @sink(five)
	}
}

func six() {
	seq := func(yield func(string) bool) { yield(kinds.Source()) } // @source(six)
	out := ""
	for x := range conv(seq) {
		out = x[0]
	}
	kinds.Sink(out) // @sink(six)
}

func convg[A, B any](seq func(func(A) bool), f func(A) B) func(func(B) bool) {
	return func(yield func(B) bool) {
		for a := range seq {
			yield(f(a))
		}
	}
}

func seven() {
	seq := func(yield func(string) bool) { yield(kinds.Source()) } // @source(seven)
	for x := range convg(seq, func(s string) string { return s }) {
		kinds.Sink(x) // @sink(seven)
	}
}
