// Package owners has several objects of one type, whose fields are stored and read in different functions: a trace
// begins at a store into the object that is read, if that can be told.
package owners

import "example.com/kinds"

// Two queues of one type, that never meet.

type queue struct{ last, name string }

func (q *queue) put(s string) { q.last = s }

func (q *queue) take() string { return q.last }

type server struct{ in, out *queue }

func newServer() *server { return &server{in: &queue{}, out: &queue{}} }

func (s *server) receive() {
	s.in.put(kinds.Source()) // @source(received)
}

func (s *server) answer() {
	s.out.put("clean")
}

func (s *server) readIn() {
	kinds.Sink(s.in.take()) // @sink(received)
	kinds.Sink(s.in.last)   // @sink(received)
}

func (s *server) readOut() {
	kinds.Sink(s.out.last)
	kinds.Sink(s.out.take())
}

func run() {
	s := newServer()
	s.receive()
	s.answer()
	s.readIn()
	s.readOut()
}

// Of two stores, that of the reader's object is told of.

type page struct{ body string }

var front, back = &page{}, &page{}

func fillFront() {
	front.body = kinds.Source() // @source(front)
}

func fillBack() {
	back.body = kinds.Source() // @source(back) @trace(back) stored in page.body
}

func readFront() {
	kinds.Sink(front.body) // @sink(front)
}

func readBack() {
	kinds.Sink(back.body) // @sink(back)
}

// Code out of sight has seen both objects: nothing but the type joins them.

type Entry struct{ data, other string }

func NewEntry() *Entry {
	return &Entry{data: kinds.Source()} // @source(made) @trace(made) stored in field data of Entry
}

func Renewed() *Entry {
	return &Entry{data: kinds.Source()} // the same again: one is told of
}

func (e *Entry) Show() {
	kinds.Sink(e.data) // @sink(made)
	kinds.Sink(e.other)
}
