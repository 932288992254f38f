// Package objects has values that cross functions in the fields of an object.
package objects

import (
	"bufio"
	"io"

	"example.com/kinds"
)

type message struct{ Text string }

// A peer keeps its decoder; no function here is seen to call both newPeer and serve.
type peer struct {
	dec  *kinds.Decoder
	name string
	rw   *bufio.Reader
}

func newPeer() *peer {
	return &peer{
		dec:  kinds.NewDecoder(kinds.SourceReader()), // @source(literal) @trace(literal) stored in peer.dec
		name: "clean",
	}
}

func (p *peer) serve() {
	var m message
	p.dec.Decode(&m) // @sink(literal)
	kinds.Sink(p.name)
}

func (p *peer) open() {
	p.rw = bufio.NewReader(kinds.SourceReader()) // @source(assigned) @trace(assigned) stored in peer.rw
}

func (p *peer) line() {
	s, _ := p.rw.ReadString('\n') // @trace(assigned) passed through bufio.Reader.ReadString
	kinds.Sink(s)                 // @sink(assigned)
}

// The same field names in another type, filled from elsewhere.
type local struct {
	dec  *kinds.Decoder
	name string
}

func newLocal(r io.Reader) *local { return &local{dec: kinds.NewDecoder(r)} }

func (l *local) serve() {
	var m message
	l.dec.Decode(&m)
	kinds.Sink(l.name)
}

type request struct {
	body   string
	method string
	parent *request
}

func (r *request) parse() {
	r.body = kinds.Source() // @source(parsed) @trace(parsed) stored in request.body
	r.method = "GET"
}

func (r *request) handle() {
	r.check()
	kinds.Sink(r.body) // @sink(parsed)
	kinds.Sink(r.method)
}

func (r *request) check() {}

type server struct{ req request }

func (s *server) run() {
	s.req.parse() // @trace(parsed) written by request.parse
	s.req.handle()
}

func (s *server) later() {
	kinds.Sink(s.req.body) // @sink(parsed)
	kinds.Sink(s.req.method)
}

type cache struct{ items map[string]string }

func (c *cache) put(k string) { c.items[k] = kinds.Source() } // @source(cached)

func (c *cache) get(k string) { kinds.Sink(c.items[k]) } // @sink(cached)

type options struct{ name string }

type option func(*options)

func withName(s string) option { return func(o *options) { o.name = s } }

func build(opts ...option) *options {
	o := &options{}
	for _, f := range opts {
		f(o)
	}
	return o
}

func functionalOptions() {
	o := build(withName(kinds.Source())) // @source(option) @trace(option) returned by build
	kinds.Sink(o.name)                   // @sink(option)
}
