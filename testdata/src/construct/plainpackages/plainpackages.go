// Package plainpackages moves values through a package that names neither a source nor a sink.
package plainpackages

import (
	"construct/plainpackages/plain"
	"example.com/kinds"
)

func setter() {
	var m plain.Message
	m.Set(kinds.SourceBytes()) // @source(setter)
	kinds.SinkBytes(m.Get())   // @sink(setter)
	kinds.Sink(m.Kind())
}

func fluent() {
	m := new(plain.Message).With(kinds.SourceBytes()) // @source(fluent)
	kinds.SinkBytes(m.Get())                          // @sink(fluent)
	kinds.Sink(m.Kind())
}

func copied() {
	var m plain.Message
	m.Set(kinds.SourceBytes()) // @source(copied)
	c := m.Copy()
	kinds.SinkBytes(c.Get()) // @sink(copied)
}

func tags() {
	var m plain.Message
	m.Tag("a", kinds.Source()) // @source(tags)
	kinds.Sink(m.Tagged("a"))  // @sink(tags)
	kinds.SinkBytes(m.Get())
}

func queue() {
	var q plain.Ring[[]byte]
	q.Push(kinds.SourceBytes()) // @source(queue)
	kinds.SinkBytes(q.Pop())    // @sink(queue)
}

func table() {
	t := plain.NewTable[string, []byte]()
	t.Put("a", kinds.SourceBytes()) // @source(table)
	b, _ := t.Get("a")
	kinds.SinkBytes(b) // @sink(table)
}

func outParameter() {
	var b []byte
	plain.Fill(&b, kinds.SourceBytes()) // @source(out)
	kinds.SinkBytes(b)                  // @sink(out)
}

func callback() {
	plain.Each(kinds.SourceBytes(), func(b []byte) { // @source(callback)
		kinds.SinkBytes(b) // @sink(callback)
	})
}

func mapped() {
	got := plain.Map([]string{kinds.Source()}, func(s string) []byte { // @source(mapped)
		kinds.Sink(s) // @sink(mapped)
		return []byte(s)
	})
	kinds.SinkBytes(got[0]) // @sink(mapped)
}

func channel() {
	c := make(chan []byte, 1)
	plain.Send(c, kinds.SourceBytes()) // @source(channel)
	kinds.SinkBytes(<-c)               // @sink(channel)
}

func received() {
	c := make(chan []byte, 1)
	c <- kinds.SourceBytes()          // @source(received)
	kinds.SinkBytes(plain.Receive(c)) // @sink(received)
}

func inMap() {
	m := map[string][]byte{}
	plain.Put(m, kinds.SourceBytes()) // @source(inmap)
	kinds.SinkBytes(m["k"])           // @sink(inmap)
	kinds.SinkBytes(m["other"])
}

func lost() {
	kinds.Sink(plain.Length(kinds.SourceBytes()))
	kinds.SinkBytes(plain.Nothing(kinds.SourceBytes()))
}

func pointers() {
	p := plain.Ptr(kinds.Source())        // @source(pointer)
	kinds.Sink(*p)                        // @sink(pointer)
	kinds.Sink(plain.Must(kinds.Fetch())) // @sink(must) @source(must)
}

func parts() {
	p := plain.NewPair(kinds.SourceBytes()) // @source(parts)
	kinds.SinkBytes(p.Body)                 // @sink(parts)
	kinds.Sink(p.Kind)
}
