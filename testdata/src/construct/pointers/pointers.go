// Package pointers has aliases, pointers to pointers and out-pointers.
package pointers

import "example.com/kinds"

type cell struct {
	val  string
	next *cell
}

func alias() {
	var s string
	p := &s
	*p = kinds.Source() // @source(alias)
	kinds.Sink(s)       // @sink(alias)
	q := p
	kinds.Sink(*q) // @sink(alias)
}

func apart() {
	var a, b string
	p, q := &a, &b
	*p = kinds.Source() // @source(apart)
	kinds.Sink(*q)
	kinds.Sink(b)
	kinds.Sink(a) // @sink(apart)
}

func cleared() {
	var s string
	p := &s
	*p = kinds.Source()
	*p = "clean"
	kinds.Sink(s)
}

// The pointer may be either, so neither store is certain.
func either(c bool) {
	a, b := "clean", "clean"
	p := &a
	if c {
		p = &b
	}
	*p = kinds.Source() // @source(either)
	kinds.Sink(a)       // @sink(either)
	kinds.Sink(b)       // @sink(either)
}

func uncertainClear(c bool) {
	a, b := kinds.Source(), "clean" // @source(uncertain)
	p := &a
	if c {
		p = &b
	}
	*p = "clean"
	kinds.Sink(a) // @sink(uncertain)
	kinds.Sink(b)
}

func twice() {
	s := "clean"
	p := &s
	pp := &p
	**pp = kinds.Source() // @source(twice)
	kinds.Sink(s)         // @sink(twice)
}

func redirected() {
	a, b := "clean", "clean"
	p := &a
	pp := &p
	*pp = &b
	*p = kinds.Source() // @source(redirected)
	kinds.Sink(b)       // @sink(redirected)
	kinds.Sink(a)
}

func allocated() {
	p := new(string)
	*p = kinds.Source() // @source(new)
	kinds.Sink(*p)      // @sink(new)
	q := new(string)
	kinds.Sink(*q)
}

func put(p *string, s string) { *p = s }

func byCallee() {
	a, b := "clean", "clean"
	put(&a, kinds.Source()) // @source(callee)
	put(&b, "clean")
	kinds.Sink(a) // @sink(callee)
	kinds.Sink(b)
}

func newCell(s string) *cell { return &cell{val: s} }

func constructed() {
	c := newCell(kinds.Source()) // @source(constructed)
	d := newCell("clean")
	kinds.Sink(c.val) // @sink(constructed)
	kinds.Sink(d.val)
}

func linked() {
	c := &cell{next: &cell{}}
	c.next.val = kinds.Source() // @source(linked)
	kinds.Sink(c.next.val)      // @sink(linked)
	kinds.Sink(c.val)
	n := c.next
	kinds.Sink(n.val) // @sink(linked)
}

func fieldAddress() {
	var c cell
	p := &c.val
	*p = kinds.Source() // @source(fieldaddr)
	kinds.Sink(c.val)   // @sink(fieldaddr)
}

func sinkThroughPointer() {
	s := kinds.Source() // @source(address)
	kinds.Sink(&s)      // @sink(address)
}

func pick(p, q *string) *string { return p }

func returned() {
	a, b := "clean", "clean"
	*pick(&a, &b) = kinds.Source() // @source(returned)
	kinds.Sink(a)                  // @sink(returned)
	kinds.Sink(b)
}
