package kind

import "sync/atomic"

// Kinds of the sources that the language itself has, in addition to those of models. They are followed only in packages
// that come near a sink that a rule joins to them, see scope.Scope.Lazy.
const (
	Constant = "constant" // text or bytes in the program, including nil and the empty string
	Counter  = "counter"  // a variable that the program counts up
	Buffer   = "buffer"   // bytes from make, before something is written into them
	// Unknown is the result of a call that is not wholly known. No query asks for it, but a value that contains it is not
	// made of constants alone.
	Unknown = "unknown"
	// Outside stands in Flow.Beside for what comes from a caller or a field.
	Outside = "outside"
)

// Kinds of sources of models that say how predictable a value is; they take part in Query.Whole as constants do.
const (
	Clock      = "clock"
	WeakRandom = "weakrandom"   // from a generator that is not for secrets
	Seeded     = "seededrandom" // from a generator that the program seeds: the seed determines all values
	Random     = "random"       // from a secure generator
	Digest     = "digest"       // an unkeyed hash, which is predictable if its input is
)

var (
	// Lazy holds the kinds of sources that are followed only where a sink is joined to one of them.
	Lazy = SetOf([]string{Constant, Counter, Buffer, Unknown, Clock, WeakRandom, Seeded, Random})
	// Known holds the predictable kinds: a value that is made of nothing else is predictable.
	Known = SetOf([]string{Constant, Counter, Buffer, Clock, WeakRandom, Seeded, Digest})
	// Computed holds the kinds of values that others can compute or guess, while a constant has to be read.
	Computed = SetOf([]string{Counter, Clock, WeakRandom, Seeded})
)

// joinedSinks are the kinds of sinks that a rule joins to a lazy kind, askedSinks those that a rule joins to any kind.
var joinedSinks, askedSinks [maxKinds]atomic.Bool

// Join declares that queries ask for values of some source kinds at sinks of some kinds. It is called once for each
// rule, before any package is analysed. Pairs with neither a source nor the panics of the language need no declaration.
func Join(sources, sinks []string) {
	lazy := SetOf(sources)&Lazy != 0
	for _, k := range ListOf(sinks) {
		askedSinks[k].Store(true)
		if lazy {
			joinedSinks[k].Store(true)
		}
	}
}

// Joined reports whether a rule joins sinks of a kind to a lazy kind of sources.
func Joined(k Kind) bool { return joinedSinks[k].Load() }

// Asked reports whether a rule asks for sinks of a kind.
func Asked(k Kind) bool { return askedSinks[k].Load() }
