// Package validators has checks that return a boolean: clean is what their success branch dominates.
package validators

import "example.com/kinds"

func inside() {
	s := kinds.Source() // @source(inside)
	if kinds.Valid(s) {
		kinds.Sink(s) // @cleared(inside)
	}
	kinds.Sink(s) // @sink(inside)
}

func earlyReturn() {
	s := kinds.Source() // @source(earlyreturn)
	if !kinds.Valid(s) {
		return
	}
	kinds.Sink(s) // @cleared(earlyreturn)
}

func elseBranch() {
	s := kinds.Source() // @source(else)
	if kinds.Valid(s) {
		return
	} else {
		kinds.Sink(s) // @sink(else)
	}
}

func wrongBranch() {
	s := kinds.Source() // @source(wrong)
	if !kinds.Valid(s) {
		kinds.Sink(s) // @sink(wrong)
	}
}

func before() {
	s := kinds.Source() // @source(before)
	kinds.Sink(s)       // @sink(before)
	if !kinds.Valid(s) {
		return
	}
}

func nested(c bool) {
	s := kinds.Source() // @source(nested)
	if c {
		if kinds.Valid(s) {
			if !c {
				kinds.Sink(s) // @cleared(nested)
			}
			kinds.Sink(s) // @cleared(nested)
		}
		kinds.Sink(s) // @sink(nested)
	}
}

func and(c bool) {
	s := kinds.Source() // @source(and)
	if c && kinds.Valid(s) {
		kinds.Sink(s) // @cleared(and)
	}
	if kinds.Valid(s) && c {
		kinds.Sink(s) // @cleared(and)
	} else {
		kinds.Sink(s) // @sink(and)
	}
}

func or(c bool) {
	s := kinds.Source() // @source(or)
	if c || kinds.Valid(s) {
		kinds.Sink(s) // @sink(or)
	}
	if c || !kinds.Valid(s) {
		return
	}
	kinds.Sink(s) // @cleared(or)
}

func negatedAnd(c bool) {
	s := kinds.Source() // @source(negatedand)
	if !(c && kinds.Valid(s)) {
		return
	}
	kinds.Sink(s)       // @cleared(negatedand)
	t := kinds.Source() // @source(negor)
	if !(c || kinds.Valid(t)) {
		return
	}
	kinds.Sink(t) // @sink(negor)
}

func stored(c bool) {
	s := kinds.Source() // @source(stored)
	ok := kinds.Valid(s)
	if c {
		kinds.Sink(s) // @sink(stored)
	}
	if !ok {
		return
	}
	kinds.Sink(s) // @cleared(stored)
}

func storedAnd(c bool) {
	s := kinds.Source() // @source(storedand)
	ok := c && kinds.Valid(s)
	if ok {
		kinds.Sink(s) // @cleared(storedand)
	}
}

func storedOr(c bool) {
	s := kinds.Source() // @source(storedor)
	ok := c || kinds.Valid(s)
	if ok {
		kinds.Sink(s) // @sink(storedor)
	}
}

func compared() {
	s := kinds.Source() // @source(compared)
	if kinds.Valid(s) == true {
		kinds.Sink(s) // @cleared(compared)
	}
	if kinds.Valid(s) != false {
		kinds.Sink(s) // @cleared(compared)
	}
	if kinds.Valid(s) == false {
		kinds.Sink(s) // @sink(compared)
	}
}

func dropped() {
	s := kinds.Source() // @source(dropped)
	kinds.Valid(s)
	kinds.Sink(s) // @sink(dropped)
}

func otherValue() {
	s, t := kinds.Source(), kinds.Source() // @source(other)
	if !kinds.Valid(t) {
		return
	}
	kinds.Sink(t) // @cleared(other)
	kinds.Sink(s) // @sink(other)
}

func replacedAfter() {
	s := kinds.Source()
	if !kinds.Valid(s) {
		return
	}
	s = kinds.Source() // @source(replaced)
	kinds.Sink(s)      // @sink(replaced)
}

func onePath(c bool) {
	s := kinds.Source() // @source(onepath)
	if c {
		if !kinds.Valid(s) {
			return
		}
	}
	kinds.Sink(s) // @sink(onepath)
}

func bothPaths(c bool) {
	s := kinds.Source() // @source(bothpaths)
	if c {
		if !kinds.Valid(s) {
			return
		}
	} else if !kinds.Valid(s) {
		return
	}
	kinds.Sink(s) // @cleared(bothpaths)
}

func whenFalse() {
	s := kinds.Source() // @source(forged)
	if kinds.Forged(s) {
		kinds.Sink(s) // @sink(forged)
		return
	}
	kinds.Sink(s) // @cleared(forged)
}

func whenOne() {
	s := kinds.Source() // @source(one)
	if kinds.Compare(s, "x") == 1 {
		kinds.Sink(s) // @cleared(one)
	}
	if kinds.Compare(s, "x") != 1 {
		kinds.Sink(s) // @sink(one)
	}
	if kinds.Compare(s, "x") == 0 {
		return
	}
	kinds.Sink(s) // @cleared(one)
}

func inLoop() {
	for _, s := range []string{kinds.Source(), kinds.Source()} { // @source(inloop)
		if !kinds.Valid(s) {
			continue
		}
		kinds.Sink(s) // @cleared(inloop)
	}
	for _, s := range []string{kinds.Source(), kinds.Source()} { // @source(loop2)
		if !kinds.Valid(s) {
			kinds.Sink("clean")
		}
		kinds.Sink(s) // @sink(loop2)
	}
}

func previousTurn() {
	s := "clean"
	for {
		if !kinds.Valid(s) {
			return
		}
		s = kinds.Source() // @source(turn)
		kinds.Sink(s)      // @sink(turn)
	}
}
