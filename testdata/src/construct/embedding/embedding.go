// Package embedding has embedded structs: promoted fields and methods, by value and by pointer.
package embedding

import "example.com/kinds"

type base struct{ Name, Note string }

func (b *base) setName(s string) { b.Name = s }
func (b base) name() string      { return b.Name }
func (b base) note() string      { return b.Note }

type byValue struct {
	base
	Extra string
}

type byPointer struct {
	*base
	Name string // hides base.Name
}

func promotedField() {
	var v byValue
	v.Name = kinds.Source() // @source(field)
	kinds.Sink(v.Name)      // @sink(field)
	kinds.Sink(v.base.Name) // @sink(field)
	kinds.Sink(v.Note)
	kinds.Sink(v.Extra)
}

func promotedMethod() {
	var v byValue
	v.setName(kinds.Source()) // @source(method)
	kinds.Sink(v.name())      // @sink(method)
	kinds.Sink(v.note())
	kinds.Sink(v.Extra)
}

func pointer() {
	p := byPointer{base: &base{}}
	p.base.Name = kinds.Source() // @source(pointer)
	kinds.Sink(p.name())         // @sink(pointer)
	kinds.Sink(p.Name)
	kinds.Sink(p.Note)
}

func hidden() {
	p := byPointer{base: &base{}}
	p.Name = kinds.Source() // @source(hidden)
	kinds.Sink(p.Name)      // @sink(hidden)
	kinds.Sink(p.base.Name)
	kinds.Sink(p.name())
}

type wire struct {
	kinds.Tainted
	Text string
}

func promotedSource(w *wire) {
	kinds.Sink(w.Data) // @source(promoted) @sink(promoted)
	kinds.Sink(w.Safe)
	kinds.Sink(w.Text)
}

func shared() {
	b := &base{}
	one, two := byPointer{base: b}, byPointer{base: b}
	one.setName(kinds.Source()) // @source(shared)
	kinds.Sink(two.name())      // @sink(shared)
	kinds.Sink(two.note())
}
