// Package deeptypes has types that contain themselves: the engine must end, and still see what is near.
package deeptypes

import "example.com/kinds"

type list struct {
	next *list
	val  string
	note string
}

type tree struct {
	kids []*tree
	by   map[string]tree
	val  string
}

type (
	slices   []slices
	function func(function) function
	channel  chan channel
	mapping  map[string]mapping
	pointer  *pointer
)

type wide struct {
	a, b, c *wide
	f       func(*wide) *wide
	m       map[string]*wide
	s       [][]*wide
	val     string
}

type pair[A, B any] struct {
	left  *pair[B, A]
	right *pair[A, B]
	val   A
	other B
}

func near() {
	l := &list{next: &list{next: &list{}}}
	l.next.val = kinds.Source() // @source(near)
	kinds.Sink(l.next.val)      // @sink(near)
	kinds.Sink(l.val)
	kinds.Sink(l.next.note)
}

func far() {
	l := &list{}
	for i := 0; i < 10; i++ {
		l = &list{next: l}
	}
	l.next.next.next.next.next.val = kinds.Source() // @source(far)
	kinds.Sink(l.next.next.next.next.next.val)      // @sink(far)
	kinds.Sink(l.note)
}

func push(l *list, s string) *list { return &list{next: l, val: s} }

func last(l *list) string {
	if l.next == nil {
		return l.val
	}
	return last(l.next) // @trace(pushed) returned by last
}

func pushed() {
	l := push(push(push(nil, kinds.Source()), "b"), "c") // @source(pushed)
	kinds.Sink(last(l))                                  // @sink(pushed)
	kinds.Sink(l.note)
}

func (t *tree) walk() string {
	out := t.val
	for _, k := range t.kids {
		out += k.walk() // @trace(walked) returned by tree.walk
	}
	for _, k := range t.by {
		out += k.walk()
	}
	return out
}

func walked() {
	t := &tree{by: map[string]tree{}}
	t.kids = append(t.kids, &tree{kids: []*tree{{val: kinds.Source()}}}) // @source(walked)
	kinds.Sink(t.walk())                                                 // @sink(walked)
	kinds.Sink((&tree{val: "clean"}).walk())
}

func around(w *wide, n int) *wide {
	if n == 0 {
		return w
	}
	w.a, w.b, w.c = w.b, w.c, w.a
	w.m["k"] = w.s[n][n]
	return around(w.f(w.a), n-1)
}

func goneAround() {
	w := &wide{}
	w.val = kinds.Source() // @source(around)
	kinds.Sink(w.val)      // @sink(around)
	kinds.Sink(around(&wide{}, 2) == nil)
}

func generic() {
	p := pair[string, int]{val: kinds.Source()} // @source(generic)
	p.left = &pair[int, string]{other: "clean"}
	kinds.Sink(p.val) // @sink(generic)
	kinds.Sink(p.other)
	kinds.Sink(p.left.other)
}

func selfish(s slices, f function, c channel, m mapping, p pointer) {
	s = append(s, s)
	s[0] = s
	f = f(f)
	c <- c
	m["m"] = m
	kinds.Sink(s, f, c, m, p)
}
