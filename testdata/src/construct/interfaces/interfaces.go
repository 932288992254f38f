// Package interfaces has calls through interfaces: to implementers in the package, and in an imported one.
package interfaces

import (
	"construct/interfaces/lib"

	"example.com/kinds"
)

type store interface {
	Put(s string)
	Get() string
}

type loud struct{ last string }

func (l *loud) Put(s string) { kinds.Sink(s) } // @sink(unknown, known)
func (l *loud) Get() string  { return "clean" }

type mute struct{}

func (mute) Put(s string) {}
func (mute) Get() string  { return kinds.Source() } // @source(get)

func unknown(st store) {
	st.Put(kinds.Source()) // @source(unknown)
	st.Put("clean")
	kinds.Sink(st.Get()) // @sink(get)
}

// Where the dynamic type is certain, only its method counts.
func certain() {
	var st store = mute{}
	st.Put(kinds.Source())
	st = &loud{}
	st.Put(kinds.Source()) // @source(known)
	kinds.Sink(st.Get())
}

type cell struct{ val string }

func (c *cell) Set(s string) { c.val = s }
func (c *cell) Val() string  { return c.val }

type setter interface {
	Set(s string)
	Val() string
}

func throughObject() {
	c := &cell{}
	var s setter = c
	s.Set(kinds.Source()) // @source(object)
	kinds.Sink(c.val)     // @sink(object)
	kinds.Sink(s.Val())   // @sink(object)
}

// The implementers are in lib; one of them hands its argument to a sink.
func imported(p lib.Putter) {
	p.Store(kinds.Source()) // @source(imported) @sink(imported)
	p.Store("clean")
}

func importedResult(g lib.Getter) {
	kinds.Sink(g.Load()) // @sink(libget)
}

func notAMethod(v any) {
	if p, ok := v.(lib.Putter); ok {
		p.Store(kinds.Source()) // @source(asserted) @sink(asserted)
	}
}

// What one implementer keeps in a field of its own is not in a field of another.
type keeper interface {
	fill()
	show()
}

type first struct{ kept string }

func (f *first) fill() { f.kept = kinds.Source() } // @source(first)
func (f *first) show() { kinds.Sink(f.kept) }      // @sink(first)

type second struct{ other string }

func (s *second) fill() {}
func (s *second) show() { kinds.Sink(s.other) }

type owner struct{ keeper keeper }

func (o *owner) run() {
	o.keeper.fill() // @trace(first) written by first.fill
	o.keeper.show()
}
