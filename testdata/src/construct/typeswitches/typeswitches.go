// Package typeswitches has type assertions and type switches.
package typeswitches

import "example.com/kinds"

func asserted() {
	var v any = kinds.Source() // @source(asserted)
	kinds.Sink(v.(string))     // @sink(asserted)
	s, ok := v.(string)
	kinds.Sink(s) // @sink(asserted)
	kinds.Sink(ok)
}

func switched(v any) {
	switch x := v.(type) {
	case string:
		kinds.Sink(x) // @sink(switched)
	case []byte:
		kinds.Sink("clean")
	case nil:
		kinds.Sink("clean")
	default:
		kinds.Sink("clean")
	}
}

func rest(v any) {
	switch x := v.(type) {
	case int:
		kinds.Sink("clean")
	default:
		kinds.Sink(x) // @sink(rest)
	}
}

func callers() {
	switched(kinds.Source())  // @source(switched)
	rest(kinds.SourceBytes()) // @source(rest)
}

func overwritten(v any) {
	s := "clean"
	switch x := v.(type) {
	case kinds.Tainted:
		s = x.Data // @source(field)
	case *kinds.Tainted:
		s = "other"
	}
	kinds.Sink(s) // @sink(field)
}

type rec struct{ A, B string }

func structInAny() {
	var v any = rec{A: kinds.Source()} // @source(struct)
	r := v.(rec)
	kinds.Sink(r.A) // @sink(struct)
	kinds.Sink(r.B)
}

func pointerInAny() {
	r := &rec{}
	var v any = r
	v.(*rec).A = kinds.Source() // @source(pointer)
	kinds.Sink(r.A)             // @sink(pointer)
	kinds.Sink(r.B)
}

type named interface{ name() string }

func (r rec) name() string { return r.A }

func toInterface() {
	var v any = rec{A: kinds.Source()} // @source(iface)
	if n, ok := v.(named); ok {
		kinds.Sink(n.name()) // @sink(iface)
	}
}

func multiCase(v any) {
	switch v := v.(type) {
	case int, bool:
		kinds.Sink(v)
	case string:
		kinds.Sink("clean")
	}
}

func callMulti() {
	multiCase(1)
	multiCase("clean")
}
