// Package a sees b and c through their summaries.
package a

import (
	"construct/cross/b"
	"construct/cross/c"

	"example.com/kinds"
)

func toSink() {
	b.Store(kinds.Source()) // @source(store) @sink(store) @trace(store) passed to b.Store
	b.Store("clean")
	b.Both("clean", kinds.Source()) // @source(both) @sink(both)
	b.Both(kinds.Source(), "clean")
}

func fromSource() {
	kinds.Sink(b.Read()) // @sink(read)
	b.Store(b.Read())    // @sink(read)
}

func through() {
	kinds.Sink(b.Pass(kinds.Source())) // @source(pass) @sink(pass) @trace(pass) passed through b.Pass
	kinds.Sink(b.Drop(kinds.Source()))
	kinds.Sink(b.Pass("clean"))
}

func records() {
	r := b.Load()
	kinds.Sink(r.Text) // @sink(load)
	kinds.Sink(r.Note)
	r.Save() // @sink(load)
	var clean c.Record
	clean.Note = kinds.Source() // @source(note)
	clean.Save()
	kinds.Sink(clean.Note) // @sink(note)
}

// The sink lies in another package, and the value comes from a caller here: the call that hands it over is this one.
func keep(s string) {
	b.Store(s) // @sink(keep)
}

func keeping() {
	keep("clean")
	keep(kinds.Source()) // @source(keep)
}

func checked() {
	b.Checked(kinds.Source())
	s := kinds.Source() // @source(unchecked)
	if !c.OK(s) {
		b.Store(s) // @sink(unchecked)
		return
	}
	b.Store(s)
}

func callback() {
	b.Each(func(s string) { // @trace(each) passed to a function literal
		kinds.Sink(s) // @sink(each)
	})
	b.Each(func(s string) {})
}

func callbackToSink() {
	b.Each(b.Store) // @sink(each)
	b.Each(keepClean)
}

func keepClean(s string) { b.Store("clean") }

func functionValue() {
	f := b.Store
	f(kinds.Source()) // @source(value) @sink(value)
}

func hook() {
	h := &b.Hook{F: func(s string) {
		kinds.Sink(s) // @sink(hook)
	}}
	h.Fire(kinds.Source()) // @source(hook)
}
