// Package typesources has parameters whose type makes them a source, and methods of a modelled interface.
package typesources

import (
	"bufio"

	"example.com/kinds"
)

func packet(p kinds.Packet) { // @source(packet)
	kinds.SinkBytes(p)    // @sink(packet)
	kinds.Sink(string(p)) // @sink(packet)
}

func request(name string, r *kinds.Request) { // @source(request)
	var v any
	kinds.Decode(r.Body, &v) // @sink(request) @source(request)
	kinds.Sink(r.Method)
	kinds.Sink(name)
}

// A source at a field is in all that the field leads to.
func below(r *kinds.Request) { // @source(below)
	kinds.Sink(r.URL.Path)             // @sink(below) @source(below)
	kinds.Sink(*r.URL)                 // @sink(below) @source(below)
	kinds.Sink(r.Form["k"])            // @sink(below) @source(below)
	kinds.Sink(r.Form["k"][0])         // @sink(below) @source(below)
	for name, values := range r.Form { // @source(below)
		kinds.Sink(name)      // @sink(below)
		kinds.Sink(values[0]) // @sink(below)
	}
	for _, f := range r.Files.Named["k"] { // @source(below)
		kinds.Sink(f.Name)    // @sink(below) @source(below)
		body, err := f.Open() // @source(below)
		if err != nil {
			return
		}
		kinds.Sink(body) // @sink(below)
	}
	kinds.Sink(r.Method)
}

// A request that the function itself made is none that came in.
func made() {
	r := &kinds.Request{Method: "GET"}
	var v any
	kinds.Decode(r.Body, &v)
}

// The other way round: this one sends the request.
func exchange(r *kinds.Request) (*kinds.Reply, error) {
	var v any
	kinds.Decode(r.Body, &v)
	return &kinds.Reply{}, nil
}

type handler struct{}

func (handler) serve(r *kinds.Request) { // @source(method)
	read(r) // @source(method)
}

func read(r *kinds.Request) { // @source(method)
	var v any
	kinds.Decode(r.Body, &v) // @sink(method) @source(method)
}

var literal = func(r *kinds.Request) { // @source(literal)
	var v any
	kinds.Decode(r.Body, &v) // @sink(literal) @source(literal)
}

func conn(c kinds.Conn) { // @source(conn)
	kinds.Sink(c.Next()) // @sink(conn)
	b := make([]byte, 8)
	c.Read(b)          // @trace(conn) passed through Conn.Read
	kinds.SinkBytes(b) // @sink(conn)
	kinds.Sink(c.Name())
	var v any
	kinds.Decode(bufio.NewReader(c), &v) // @sink(conn)
}

type session struct {
	conn kinds.Conn
	name string
}

func newSession(c kinds.Conn) *session { return &session{conn: c, name: "clean"} } // @source(session)

func (s *session) run() {
	kinds.Sink(s.conn.Next()) // @sink(session)
	kinds.Sink(s.name)
}

func event(e *kinds.Event) { // @source(event)
	kinds.SinkBytes(e.Message.Body) // @sink(event) @source(event)
	kinds.Sink(e.Message.ID)
	for _, p := range e.Message.Parts {
		kinds.Sink(p.Text) // @sink(part) @source(part)
		kinds.Sink(p.Type)
	}
	kinds.Sink(e.Name)
}

func eventValue(e kinds.Event) {
	bodyOf(e.Message) // @source(value)
}

func bodyOf(m *kinds.Message) {
	kinds.SinkBytes(m.Body) // @sink(value)
}

// A message without an event is no source.
func message(m *kinds.Message) {
	kinds.SinkBytes(m.Body)
}

func madeEvent() {
	e := &kinds.Event{Message: &kinds.Message{Body: []byte("clean")}}
	kinds.SinkBytes(e.Message.Body)
}
