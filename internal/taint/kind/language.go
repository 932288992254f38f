package kind

import "sync/atomic"

// Kinds of the sources that the language itself has, in addition to the models'. They are looked for only in packages
// where a sink that a rule joins to them is near, see scope: elsewhere a constant is nothing.
const (
	Constant = "constant" // text or bytes that stand in the program; nil and the empty string included
	Counter  = "counter"  // a variable that the program counts up
	Buffer   = "buffer"   // bytes that make gave, before something is written into them
	// Unknown is what comes out of a call whose result is not wholly known: no query asks for it, but a value that it
	// is in is not made of constants alone.
	Unknown = "unknown"
	// Outside stands, in Flow.Beside, for what comes from a caller or a field.
	Outside = "outside"
)

// Kinds of sources of models that say how predictable a value is; they take part in Query.Whole as constants do.
const (
	Clock      = "clock"
	WeakRandom = "weakrandom"   // from a generator that is not for secrets
	Seeded     = "seededrandom" // from one that the program seeds, so that who knows the seed knows all
	Random     = "random"       // from a secure generator
	Digest     = "digest"       // a hash without a key: of what is predictable it is predictable
)

// Lazy are the kinds of sources that are followed only where a sink is joined to one of them. Known are those of them
// that nobody has to guess: a value that is made of nothing else is predictable.
var (
	Lazy  = SetOf([]string{Constant, Counter, Buffer, Unknown, Clock, WeakRandom, Seeded, Random})
	Known = SetOf([]string{Constant, Counter, Buffer, Clock, WeakRandom, Seeded, Digest})
)

// Computed are those that somebody else can compute or guess; a constant has to be read.
var Computed = SetOf([]string{Counter, Clock, WeakRandom, Seeded})

// joinedSinks are the kinds of sinks that a rule joins to one of the lazy kinds, asked those that a rule joins to any.
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

func Joined(k Kind) bool { return joinedSinks[k].Load() }

// Asked reports whether a rule asks for sinks of a kind.
func Asked(k Kind) bool { return askedSinks[k].Load() }
