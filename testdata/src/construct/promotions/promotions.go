// Package promotions calls methods that a type has from an embedded field, through an interface.
package promotions

import (
	"io"
	"strings"

	"example.com/kinds"
)

type holder interface{ Content() []byte }

type base struct{ b []byte }

func (x *base) Content() []byte { return x.b }
func (x *base) Set(b []byte)    { x.b = b }

type session struct {
	name string
	base
}

func pointerMethod() {
	var h holder = &session{base: base{kinds.SourceBytes()}} // @source(pointer)
	kinds.SinkBytes(h.Content())                             // @sink(pointer)
}

type value struct{ b []byte }

func (x value) Content() []byte { return x.b }

type valued struct{ value }

func valueMethod() {
	var h holder = valued{value{kinds.SourceBytes()}} // @source(value)
	kinds.SinkBytes(h.Content())                      // @sink(value)
}

func valueMethodOfPointer() {
	var h holder = &valued{value{kinds.SourceBytes()}} // @source(valueof)
	kinds.SinkBytes(h.Content())                       // @sink(valueof)
}

type pointing struct{ *base }

func embeddedPointer() {
	var h holder = pointing{&base{kinds.SourceBytes()}} // @source(embedded)
	kinds.SinkBytes(h.Content())                        // @sink(embedded)
}

type outer struct{ session }

func twoLevels() {
	var h holder = &outer{session{base: base{kinds.SourceBytes()}}} // @source(levels)
	kinds.SinkBytes(h.Content())                                    // @sink(levels)
}

type filler interface {
	Set([]byte)
	Content() []byte
}

func setter() {
	var h filler = &session{}
	h.Set(kinds.SourceBytes())   // @source(setter)
	kinds.SinkBytes(h.Content()) // @sink(setter)
}

func setterOfPointer() {
	var h filler = pointing{&base{}}
	h.Set(kinds.SourceBytes())   // @source(setterof)
	kinds.SinkBytes(h.Content()) // @sink(setterof)
}

// The field beside the embedded one is not what the method returns.
func besides() {
	var h holder = &session{name: kinds.Source(), base: base{[]byte("clean")}}
	kinds.SinkBytes(h.Content())
}

type wrapped struct{ holder }

func embeddedInterface() {
	var h holder = wrapped{&base{kinds.SourceBytes()}} // @source(iface)
	kinds.SinkBytes(h.Content())                       // @sink(iface)
}

type reader struct{ io.Reader }

func embeddedReader() {
	var r io.Reader = &reader{kinds.SourceReader()} // @source(reader)
	b := make([]byte, 10)
	r.Read(b)
	kinds.SinkBytes(b) // @sink(reader)
}

func cleanReader() {
	var r io.Reader = &reader{strings.NewReader("clean")}
	b := make([]byte, 10)
	r.Read(b)
	kinds.SinkBytes(b)
}

func content(h holder) []byte { return h.Content() }

func throughCallee() {
	kinds.SinkBytes(content(&session{base: base{kinds.SourceBytes()}})) // @source(callee) @sink(callee)
	kinds.SinkBytes(content(&outer{}))
}

func methodValue() {
	s := &session{base: base{kinds.SourceBytes()}} // @source(methodvalue)
	get := s.Content
	kinds.SinkBytes(get()) // @sink(methodvalue)
}

func methodExpression() {
	s := &session{base: base{kinds.SourceBytes()}} // @source(expression)
	kinds.SinkBytes((*session).Content(s))         // @sink(expression)
}

func interfaceMethodValue() {
	var h holder = &session{base: base{kinds.SourceBytes()}} // @source(ivalue)
	get := h.Content
	kinds.SinkBytes(get()) // @sink(ivalue)
}

func asserted(x any) {
	if h, ok := x.(holder); ok {
		kinds.SinkBytes(h.Content())
	}
}

type box[T any] struct{ v T }

func (b *box[T]) Value() T { return b.v }

type named struct{ box[string] }

type valuer interface{ Value() string }

func genericEmbedded() {
	var v valuer = &named{box[string]{kinds.Source()}} // @source(generic)
	kinds.Sink(v.Value())                              // @sink(generic)
}

func late() {
	var h holder = &lateType{b: kinds.SourceBytes()} // @source(late)
	kinds.SinkBytes(content(h))                      // @sink(late)
}

type lateType struct{ b []byte }

func (l *lateType) Content() []byte { return inner(l) }

func inner(l *lateType) []byte { return l.b }
