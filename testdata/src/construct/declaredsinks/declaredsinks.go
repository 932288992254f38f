// Package declaredsinks has functions that a model calls sinks, with other sinks in their bodies.
package declaredsinks

import (
	"strings"

	"example.com/kinds"
)

// Run is a declared sink.
func Run(s string) {
	var v any
	kinds.Decode(strings.NewReader(s), &v) // @sink(run)
}

func use() {
	Run(kinds.Source()) // @source(run) @sink(run) @trace(run) reaches Run
	Run("clean")
}
