// Package switches has expression switches: fallthrough, default, no tag.
package switches

import "example.com/kinds"

func cases(n int) {
	s := "clean"
	switch n {
	case 0:
		s = kinds.Source() // @source(cases)
	case 1:
		s = "other"
		kinds.Sink(s)
	}
	kinds.Sink(s) // @sink(cases)
}

func fallingThrough(n int) {
	s := "clean"
	switch n {
	case 0:
		s = kinds.Source() // @source(fall)
		fallthrough
	case 1:
		kinds.Sink(s) // @sink(fall)
	case 2:
		kinds.Sink(s)
	}
}

func notFallingThrough(n int) {
	s := "clean"
	switch n {
	case 0:
		s = kinds.Source()
		_ = s
	case 1:
		kinds.Sink(s)
	}
}

func clearedInAll(n int) {
	s := kinds.Source()
	switch {
	case n > 0:
		s = "one"
	case n < 0:
		s = "two"
	default:
		s = "three"
	}
	kinds.Sink(s)
}

func clearedInSome(n int) {
	s := kinds.Source() // @source(some)
	switch {
	case n > 0:
		s = "one"
	case n < 0:
		s = "two"
	}
	kinds.Sink(s) // @sink(some)
}

func validated() {
	s := kinds.Source() // @source(validated)
	switch {
	case kinds.Valid(s):
		kinds.Sink(s)
	case len(s) > 3:
		kinds.Sink(s) // @sink(validated)
	}
}

func switchTrue() {
	s := kinds.Source() // @source(true)
	switch kinds.Valid(s) {
	case true:
		kinds.Sink(s)
	case false:
		kinds.Sink(s) // @sink(true)
	}
}

func initialiser() {
	switch s := kinds.Source(); { // @source(init)
	case len(s) > 2:
		kinds.Sink(s) // @sink(init)
	}
}

func broken(n int) {
	s := "clean"
	switch n {
	case 0:
		if n == 0 {
			break
		}
		s = kinds.Source() // @source(broken)
	}
	kinds.Sink(s) // @sink(broken)
}
