// Package loops has values that go round a loop.
package loops

import "example.com/kinds"

func accumulated() {
	out := ""
	for i := 0; i < 3; i++ {
		out += kinds.Source() // @source(acc)
	}
	kinds.Sink(out) // @sink(acc)
}

func nextTurn() {
	s := "clean"
	for i := 0; i < 3; i++ {
		kinds.Sink(s)      // @sink(next)
		s = kinds.Source() // @source(next)
	}
}

func shifted() {
	a, b, c := "a", "b", "c"
	for i := 0; i < 5; i++ {
		kinds.Sink(c) // @sink(shifted)
		c = b
		b = a
		a = kinds.Source() // @source(shifted)
	}
}

func clearedEachTurn() {
	for i := 0; i < 3; i++ {
		s := "clean"
		kinds.Sink(s)
		s = kinds.Source()
		_ = s
	}
}

func left() {
	s := "clean"
	for {
		if len(s) > 10 {
			break
		}
		s = kinds.Source() // @source(left)
		continue
	}
	kinds.Sink(s) // @sink(left)
}

func neverLeftTainted(n int) {
	s := kinds.Source()
	for {
		s = "clean"
		if n > 10 {
			break
		}
		n++
	}
	kinds.Sink(s)
}

func inMemory() {
	var a [4]string
	for i := range a {
		if i > 0 {
			a[i] = a[i-1]
		} else {
			a[i] = kinds.Source() // @source(memory)
		}
	}
	kinds.Sink(a[3]) // @sink(memory)
}

func labelled(rows [][]string) {
	s := "clean"
outer:
	for _, r := range rows {
		for _, c := range r {
			if c == "" {
				continue outer
			}
			if c == "stop" {
				break outer
			}
			s = kinds.Source() // @source(label)
		}
	}
	kinds.Sink(s) // @sink(label)
}

type node struct {
	next *node
	val  string
}

func list() {
	var head *node
	for i := 0; i < 3; i++ {
		head = &node{next: head, val: kinds.Source()} // @source(list)
	}
	for n := head; n != nil; n = n.next {
		kinds.Sink(n.val) // @sink(list)
	}
}
