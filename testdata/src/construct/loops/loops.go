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

func invariant() {
	b := kinds.Source() // @source(invariant)
	last := "clean"
	for i := 0; i < 3; i++ {
		last = b
	}
	kinds.Sink(last) // @sink(invariant)
}

func delayed() {
	prev, cur := "a", "b"
	for i := 0; i < 3; i++ {
		prev = cur
		cur = kinds.Source() // @source(delayed)
	}
	kinds.Sink(prev) // @sink(delayed)
}

func delayedByMany() {
	a, b, c, d, e := "a", "b", "c", "d", "e"
	for i := 0; i < 9; i++ {
		a, b, c, d, e = b, c, d, e, kinds.Source() // @source(many)
	}
	kinds.Sink(a) // @sink(many)
}

func delayedInOneBlock() {
	prev, cur := "a", "b"
	for {
		kinds.Sink(prev) // @sink(oneblock)
		prev = cur
		cur = kinds.Source() // @source(oneblock)
	}
}

func nested(rows [][]string) {
	prev, cur := "a", "b"
	for range rows {
		for i := 0; i < 3; i++ {
			prev = cur
		}
		cur = kinds.Source() // @source(nested)
	}
	kinds.Sink(prev) // @sink(nested)
}

func invariantPointer() {
	n := &node{val: kinds.Source()} // @source(pointer)
	var last *node
	for i := 0; i < 3; i++ {
		last = n
	}
	kinds.Sink(last.val) // @sink(pointer)
}

func delayedPointer() {
	prev, cur := &node{}, &node{}
	for i := 0; i < 3; i++ {
		prev = cur
		cur = &node{val: kinds.Source()} // @source(delayedpointer)
	}
	kinds.Sink(prev.val) // @sink(delayedpointer)
}

func delayedFunction() {
	prev, cur := func() string { return "clean" }, func() string { return "clean" }
	for i := 0; i < 3; i++ {
		prev = cur
		cur = func() string { return kinds.Source() } // @source(delayedfunction)
	}
	kinds.Sink(prev()) // @sink(delayedfunction)
}

func deferredRound() {
	prev, cur := "a", "b"
	for i := 0; i < 3; i++ {
		defer kinds.Sink(prev) // @sink(deferred)
		prev = cur
		cur = kinds.Source() // @source(deferred)
	}
}

func gotoRound() {
	prev, cur, n := "a", "b", 0
again:
	prev = cur
	cur = kinds.Source() // @source(goto)
	if n++; n < 3 {
		goto again
	}
	kinds.Sink(prev) // @sink(goto)
}

func iterated(all func(func(int) bool)) {
	prev, cur := "a", "b" // @trace(iterated) written by a function literal
	for range all {
		prev = cur
		cur = kinds.Source() // @source(iterated)
	}
	kinds.Sink(prev) // @sink(iterated)
}

func fieldDelayed() {
	var prev, cur node
	for i := 0; i < 3; i++ {
		prev.val = cur.val
		cur.val = kinds.Source() // @source(fielddelayed)
	}
	kinds.Sink(prev.val) // @sink(fielddelayed)
}

func madeOnceInTheLoop(n int) {
	var held []*node
	for i := 0; i < n; i++ {
		x := &node{}
		held = append(held, x)
		x.val = kinds.Source() // @source(held)
	}
	kinds.Sink(held[0].val) // @sink(held)
}

func readBeforeItIsMade(n int) {
	var held []*node
	for i := 0; i < n; i++ {
		x := &node{}
		held = append(held, x)
		kinds.Sink(held[0].val) // @sink(before)
		x.val = kinds.Source()  // @source(before)
	}
}
