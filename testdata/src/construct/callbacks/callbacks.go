// Package callbacks has functions that a library calls with a source.
package callbacks

import "example.com/kinds"

func literal() {
	kinds.Handle(func(s string) { // @source(literal)
		kinds.Sink(s) // @sink(literal)
	})
}

func second() {
	kinds.HandlePair(func(name, s string) { // @source(second)
		kinds.Sink(name)
		kinds.Sink(s) // @sink(second)
	})
}

func named() {
	kinds.Handle(handle) // @source(named)
	kinds.Handle(ignore)
}

func handle(s string) { // @source(named)
	kinds.Sink(s) // @sink(named)
}

func ignore(s string) {}

func notRegistered(s string) {
	kinds.Sink(s)
}

type server struct{ last, name string }

func (sv *server) serve(s string) { // @source(method)
	kinds.Sink(s) // @sink(method)
	sv.last = s   // @trace(method) stored in server.last
}

func (sv *server) report() {
	kinds.Sink(sv.last) // @sink(method)
	kinds.Sink(sv.name)
}

func method() {
	sv := &server{}
	kinds.Handle(sv.serve) // @source(method)
}

func wrap(f func(string)) func(string) {
	return func(s string) { // @source(wrapped)
		f("x" + s)
	}
}

func wrapped() {
	kinds.Handle(wrap(func(s string) { // @source(wrapped)
		kinds.Sink(s) // @sink(wrapped)
	}))
}

func captured() {
	var got string
	kinds.Handle(func(s string) { got = s }) // @source(captured)
	kinds.Sink(got)                          // @sink(captured)
}
