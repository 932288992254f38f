// Package structcopies has structs copied by value: what happens to the copy does not happen to the original.
package structcopies

import "example.com/kinds"

type rec struct{ A, B string }

type holder struct {
	R rec
	P *rec
}

func copyThenTaint() {
	x := rec{A: "clean"}
	y := x
	y.A = kinds.Source() // @source(copy)
	kinds.Sink(x.A)
	kinds.Sink(y.A) // @sink(copy)
	kinds.Sink(y.B)
}

func taintThenCopy() {
	x := rec{A: kinds.Source()} // @source(then)
	y := x
	x.A = "clean"
	kinds.Sink(x.A)
	kinds.Sink(y.A) // @sink(then)
	kinds.Sink(y.B)
}

func throughPointers() {
	p, q := &rec{}, &rec{}
	p.A = kinds.Source() // @source(pointers)
	*q = *p
	p.A = "clean"
	kinds.Sink(p.A)
	kinds.Sink(q.A) // @sink(pointers)
	kinds.Sink(q.B)
}

func shallow() {
	h := holder{P: &rec{}}
	c := h
	c.R.A = kinds.Source() // @source(value)
	c.P.A = kinds.Source() // @source(shared)
	kinds.Sink(h.R.A)
	kinds.Sink(h.P.A) // @sink(shared)
	kinds.Sink(h.P.B)
	kinds.Sink(c.R.A) // @sink(value)
}

func byValue(r rec) { r.A = kinds.Source() }

func byPointer(r *rec) { r.A = kinds.Source() } // @source(byptr)

func passed() {
	var x, y rec
	byValue(x)
	byPointer(&y) // @trace(byptr) written by byPointer
	kinds.Sink(x.A)
	kinds.Sink(y.A) // @sink(byptr)
}

func with(r rec, s string) rec {
	r.A = s
	return r
}

func returned() {
	var x rec
	y := with(x, kinds.Source()) // @source(with)
	kinds.Sink(x.A)
	kinds.Sink(y.A) // @sink(with)
	kinds.Sink(y.B)
}

func inRange() {
	rs := []rec{{A: "clean"}}
	for _, r := range rs {
		r.A = kinds.Source()
	}
	kinds.Sink(rs[0].A)
	for i := range rs {
		rs[i].A = kinds.Source() // @source(range)
	}
	kinds.Sink(rs[0].A) // @sink(range)
	kinds.Sink(rs[0].B)
}

type other rec

func converted() {
	x := rec{A: kinds.Source()} // @source(converted)
	o := other(x)
	kinds.Sink(o.A) // @sink(converted)
	kinds.Sink(o.B)
	a := struct{ A, B string }(x)
	kinds.Sink(a.A) // @sink(converted)
	kinds.Sink(a.B)
}
