// Package shadowing has names that hide others.
package shadowing

import "example.com/kinds"

func block() {
	s := "clean"
	{
		s := kinds.Source() // @source(block)
		kinds.Sink(s)       // @sink(block)
	}
	kinds.Sink(s)
}

func ifStatement() {
	s := kinds.Source() // @source(if)
	if s := "clean"; s != "" {
		kinds.Sink(s)
	}
	kinds.Sink(s) // @sink(if)
}

func redeclared() {
	s, err := "clean", error(nil)
	if err == nil {
		s, err := kinds.Fetch()
		_, _ = s, err
	}
	kinds.Sink(s)
}

func assignedInside() {
	s := "clean"
	var err error
	if err == nil {
		s, err = kinds.Fetch() // @source(assigned)
	}
	kinds.Sink(s) // @sink(assigned)
}

func shadowedCheck() {
	s := kinds.Source() // @source(check)
	ok := true
	{
		ok := kinds.Valid(s)
		_ = ok
	}
	if ok {
		kinds.Sink(s) // @sink(check)
	}
}

func parameter(s string) {
	func(s string) {
		kinds.Sink(s)
	}("clean")
	kinds.Sink(s) // @sink(param)
}

func caller() { parameter(kinds.Source()) } // @source(param)

type kind struct{}

func (kind) Source() string { return "clean" }
func (kind) Sink(v ...any)  {}

// A variable that hides the package.
func pkg() {
	tainted := kinds.Source()
	{
		kinds := kind{}
		kinds.Sink(tainted)
		s := kinds.Source()
		kinds.Sink(s)
	}
}

func builtin() {
	len := func(s string) string { return s }
	kinds.Sink(len(kinds.Source())) // @source(len) @sink(len)
}
