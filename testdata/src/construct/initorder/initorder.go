// Package initorder has initialisers that depend on each other, and several init functions.
package initorder

import "example.com/kinds"

var (
	first  = second + "x" // @trace(init) stored in first
	second = third()
	other  = fourth("clean")
)

func third() string { return kinds.Source() } // @source(init)

func fourth(s string) string { return s }

func init() {
	kinds.Sink(first)  // @sink(init)
	kinds.Sink(second) // @sink(init)
	kinds.Sink(other)
}

var inInitialiser = func() bool {
	kinds.Sink(first) // @sink(init)
	return true
}()

var _ = sinkNow(kinds.Source()) // @source(blank)

func sinkNow(s string) bool {
	kinds.Sink(s) // @sink(blank)
	return true
}

var handlers = map[string]func(string){
	"sink": func(s string) {
		kinds.Sink(s) // @sink(handler)
	},
}

func run(name string) {
	handlers[name](kinds.Source()) // @source(handler)
}
