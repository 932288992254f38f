// Package namedresults has named results, bare returns, and results that deferred functions change.
package namedresults

import "example.com/kinds"

func bare() (s, t string) {
	s = kinds.Source() // @source(bare)
	t = "clean"
	return
}

func bareUsed() {
	s, t := bare() // @trace(bare) returned by bare
	kinds.Sink(s)  // @sink(bare)
	kinds.Sink(t)
}

func setByDefer() (s string) {
	defer func() { s = kinds.Source() }() // @source(set)
	return "clean"
}

func setUsed() {
	kinds.Sink(setByDefer()) // @sink(set)
}

func clearedByDefer() (s string) {
	defer func() { s = "clean" }()
	return kinds.Source()
}

func clearedUsed() {
	kinds.Sink(clearedByDefer())
}

func wrapped() (s string, err error) {
	defer func() {
		if err != nil {
			s = "clean"
		}
	}()
	s, err = kinds.Fetch() // @source(wrapped)
	return s, err
}

func wrappedUsed() {
	s, _ := wrapped() // @trace(wrapped) returned by wrapped
	kinds.Sink(s)     // @sink(wrapped)
}

func overwritten() (s string) {
	s = kinds.Source()
	return "clean"
}

func overwrittenUsed() {
	kinds.Sink(overwritten())
}

func early(c bool) (s string) {
	if c {
		return
	}
	s = kinds.Source() // @source(early)
	return
}

func earlyUsed() {
	kinds.Sink(early(true)) // @sink(early)
}

func read() (s string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = nil
		}
	}()
	return kinds.Source(), nil // @source(recovered)
}

func readUsed() {
	s, err := read() // @trace(recovered) returned by read
	kinds.Sink(s)    // @sink(recovered)
	kinds.Sink(err)
}
