// Package embeddedinterfaces has interfaces embedded in interfaces and in structs.
package embeddedinterfaces

import (
	"io"

	"example.com/kinds"
)

type getter interface{ Get() string }

type putter interface{ Put(s string) }

type both interface {
	getter
	putter
}

type mem struct{ val, note string }

func (m *mem) Get() string  { return m.val }
func (m *mem) Put(s string) { m.val = s }
func (m *mem) Note() string { return m.note }

type wrapped struct {
	both
	name string
}

func promoted() {
	w := wrapped{both: &mem{}}
	w.Put(kinds.Source()) // @source(promoted)
	kinds.Sink(w.Get())   // @sink(promoted)
	kinds.Sink(w.name)
}

func clean() {
	w := wrapped{both: &mem{}}
	w.Put("clean")
	kinds.Sink(w.Get())
}

type overriding struct{ both }

func (o overriding) Get() string { return "clean" }

func overridden() {
	o := overriding{&mem{val: kinds.Source()}} // @source(overridden)
	kinds.Sink(o.Get())
	kinds.Sink(o.both.Get()) // @sink(overridden)
}

type logged struct{ io.Reader }

func embeddedReader() {
	var v any
	kinds.Decode(logged{kinds.SourceReader()}, &v) // @source(reader) @sink(reader)
}

type peeked struct {
	io.Reader
	n int
}

func (p *peeked) Read(b []byte) (int, error) {
	p.n++
	return p.Reader.Read(b)
}

func embeddedReaderOverridden() {
	p := &peeked{Reader: kinds.SourceReader()} // @source(peeked)
	b := make([]byte, 8)
	p.Read(b)          // @trace(peeked) written by peeked.Read
	kinds.SinkBytes(b) // @sink(peeked)
}
