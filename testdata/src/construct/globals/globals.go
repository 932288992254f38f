// Package globals has package-level variables, initialised, assigned, read elsewhere, and those of another package.
package globals

import (
	"construct/globals/lib"

	"example.com/kinds"
)

var (
	initialised = kinds.Source() // @source(initialised)
	clean       = "clean"
	assigned    string
	table       = map[string]string{"a": "clean"}
	state       struct{ in, out string }
	late        string
)

func read() {
	kinds.Sink(initialised) // @sink(initialised)
	kinds.Sink(clean)
}

func assign() {
	assigned = kinds.Source() // @source(assigned)
}

func readAssigned() {
	kinds.Sink(assigned) // @sink(assigned)
}

func fillTable(k string) {
	table[k] = kinds.Source() // @source(table)
}

func readTable(k string) {
	kinds.Sink(table[k]) // @sink(table)
	for key := range table {
		kinds.Sink(key)
	}
}

func fillState() {
	state.in = kinds.Source() // @source(state)
}

func readState() {
	kinds.Sink(state.in) // @sink(state)
	kinds.Sink(state.out)
}

// Between the two statements nothing else of this goroutine runs.
func overwritten() {
	late = kinds.Source()
	late = "clean"
	kinds.Sink(late)
}

func init() {
	fromInit = kinds.Source() // @source(init)
}

var fromInit string

func readFromInit() {
	kinds.Sink(fromInit) // @sink(init)
}

func imported() {
	kinds.Sink(lib.Current) // @sink(current)
	kinds.Sink(lib.Name)
	kinds.Sink(lib.Read()) // @sink(current)
}

func local() {
	initialised := "clean"
	kinds.Sink(initialised)
}

func settingsOfAnother() {
	kinds.Sink(lib.Settings.Names.First) // @sink(setting)
	kinds.Sink(lib.Settings.Names.Last)
	kinds.Sink(lib.Settings.Other)
}
