// Package constants has constant expressions and literals: nothing in it is a source's.
package constants

import "example.com/kinds"

const (
	prefix = "a"
	name   = prefix + "b"
	size   = len(name) * 2
)

type mode int

const (
	one mode = iota
	two
)

func (m mode) String() string {
	switch m {
	case one:
		return "one"
	case two:
		return "two"
	}
	return "none"
}

func all() {
	kinds.Sink(name, size, one, two.String())
	kinds.SinkBytes([]byte(name + "c"))
}

// The source chooses a constant; the constant is none of its.
func chosen() {
	s := kinds.Source()
	out := "no"
	if s == "yes" {
		out = "yes"
	}
	kinds.Sink(out)
	switch s {
	case "a":
		kinds.Sink(prefix)
	default:
		kinds.Sink(name)
	}
}

func appended() {
	s := name + kinds.Source() // @source(appended)
	kinds.Sink(s)              // @sink(appended)
}
