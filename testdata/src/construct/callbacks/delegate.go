package callbacks

import "example.com/kinds"

type events struct{ name string }

var _ kinds.Delegate = (*events)(nil)

func (e *events) Notify(name, text string) { // @source(delegate)
	kinds.Sink(name)
	kinds.Sink(text) // @sink(delegate)
	kinds.Sink(e.name)
}

// The same method on a type that does not implement the interface.
type other struct{}

func (other) Notify(name string, text string, n int) { kinds.Sink(text, n) }
