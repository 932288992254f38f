// Package certainloops has loops whose body runs at least once: what it overwrites is gone behind them.
package certainloops

import "example.com/kinds"

func counted() {
	s := kinds.Source() // @source(counted)
	for i := 0; i < 3; i++ {
		kinds.Sink(s) // @sink(counted)
		s = "clean"
	}
	kinds.Sink(s)
}

func literal() {
	s := kinds.Source()
	for _, x := range []string{"a", "b"} {
		s = x
	}
	kinds.Sink(s)
}

func array() {
	s := kinds.Source()
	for _, x := range [2]string{"a", "b"} {
		s = x
	}
	kinds.Sink(s)
}

func number() {
	s := kinds.Source()
	for range 3 {
		s = "clean"
	}
	kinds.Sink(s)
}

func text() {
	s := kinds.Source()
	for range "abc" {
		s = "clean"
	}
	kinds.Sink(s)
}

func table() {
	s := kinds.Source()
	for k := range map[string]int{"a": 1} {
		s = k
	}
	kinds.Sink(s)
}

type box struct{ data string }

func memory(b *box) {
	b.data = kinds.Source() // @source(memory)
	for i := 0; i < 3; i++ {
		kinds.Sink(b.data) // @sink(memory)
		b.data = "clean"
	}
	kinds.Sink(b.data)
}

// The last round leaves what it leaves.

func left() {
	s := "clean"
	for i := 0; i < 3; i++ {
		kinds.Sink(s)      // @sink(left)
		s = kinds.Source() // @source(left)
	}
	kinds.Sink(s) // @sink(left)
}

func sometimes(c bool) {
	s := kinds.Source() // @source(sometimes)
	for i := 0; i < 3; i++ {
		if c {
			s = "clean"
		}
	}
	kinds.Sink(s) // @sink(sometimes)
}

func broken(c bool) {
	s := kinds.Source() // @source(broken)
	for i := 0; i < 3; i++ {
		if c {
			break
		}
		s = "clean"
	}
	kinds.Sink(s) // @sink(broken)
}

func returned(c bool) string {
	s := kinds.Source() // @source(returned)
	for i := 0; i < 3; i++ {
		if c {
			kinds.Sink(s) // @sink(returned)
			return ""
		}
		s = "clean"
	}
	return s
}

func brokenMemory(b *box, c bool) {
	b.data = kinds.Source() // @source(broken2)
	for i := 0; i < 3; i++ {
		if c {
			break
		}
		b.data = "clean"
	}
	kinds.Sink(b.data) // @sink(broken2)
}

// Loops that may not run.

func maybe(n int, list []string) {
	s := kinds.Source() // @source(maybe)
	for i := 0; i < n; i++ {
		s = "clean"
	}
	for range list {
		s = "clean"
	}
	for i := 3; i < 3; i++ {
		s = "clean"
	}
	m := map[string]int{"a": 1}
	delete(m, "a")
	for range m {
		s = "clean"
	}
	kinds.Sink(s) // @sink(maybe)
}
