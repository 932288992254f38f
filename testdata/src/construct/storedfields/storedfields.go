// Package storedfields stores in fields that are sinks, and calls sinks whose bodies have others.
package storedfields

import "example.com/kinds"

func assigned() {
	c := &kinds.Order{}
	c.Line = kinds.Source() // @sink(assigned) @source(assigned)
	c.Note = kinds.Source()
}

func literal() *kinds.Order {
	return &kinds.Order{Line: kinds.Source()} // @sink(literal) @source(literal)
}

func value() kinds.Order {
	s := kinds.Source()         // @source(value)
	return kinds.Order{Line: s} // @sink(value)
}

func callee(c *kinds.Order, s string) { c.Line = s } // @sink(callee)

func throughCallee() { callee(&kinds.Order{}, kinds.Source()) } // @source(callee)

type tagged struct {
	Line string `unsafedecode:"sink=sink"`
	Note string
}

func tag() {
	var c tagged
	c.Line = kinds.Source() // @sink(tag) @source(tag)
	c.Note = kinds.Source()
}

func clean(c *kinds.Order) { c.Line = "clean" }
