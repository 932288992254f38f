package taint

import (
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// A Step is one hop of a trace.
type Step = summary.Step

// Kinds of sources that rules name, see package kind.
const (
	Constant   = kind.Constant
	Counter    = kind.Counter
	Buffer     = kind.Buffer
	Outside    = kind.Outside
	Clock      = kind.Clock
	WeakRandom = kind.WeakRandom
	Seeded     = kind.Seeded
	Random     = kind.Random
	Digest     = kind.Digest
)

// Join declares that queries ask for values of some source kinds at sinks of some kinds. It is called once for each
// rule, before any package is analysed. Pairs with neither a source nor the panics of the language need no declaration.
func Join(sources, sinks []string) { kind.Join(sources, sinks) }
