package taint

import (
	"go/token"
	"go/types"
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// A Flow is a path from a source to a sink.
type Flow struct {
	Kind   string         // of the source
	Source string         // label of the source: "body of an HTTP request"
	Trace  []summary.Step // source first, the sink last
	// Cleared says why the flow is harmless: "verified by openSession (session.go:41)". Empty for a live flow.
	Cleared string
	// Guessed: the path goes through an unknown function, which is assumed to return its arguments.
	Guessed bool
	// Through: the kind Query.Through was cleared on the path. Only flows of comparisons are listed without that.
	Through bool
	// Joined: on the path, the value was put together with something that is not predictable.
	Joined bool
	// Restored: on the path, something undid what had cleared the query's aspect: what was bounded was decompressed.
	Restored bool
	// Text is the text of a constant; Size is the number of bytes of a random value, 0 if unknown.
	Text string
	Size int
	// Tested: an empty value does not reach the sink, since it is refused on the path.
	Tested bool
	// Beside are, for a flow from a language source, the kinds of the other origins of what reaches the sink. A constant
	// without any is hard-coded; one with others is a fallback. The kind unknown stands for unknown origins.
	Beside []string
}

// Alone reports whether all other origins of what reaches the sink are predictable: constants or values that can be
// computed.
func (f *Flow) Alone() bool { return kind.SetOf(f.Beside)&^kind.Known == 0 }

// A Site is a place in the analysed package where a sink, or a call that leads to one, gets a value.
type Site struct {
	Kind   string // of the sink
	Sink   string // its label: "gob"
	Pos    token.Pos
	End    token.Pos
	Func   string      // the function that the site is in
	Object *types.Func // the same as an object; nil in a package-level initialiser
	Target types.Type  // static type that is decoded into, or written; nil when not known
	// Targets are, for a sink in a helper whose callers pass the target, the types of all targets, at most maxDecoded.
	Targets []types.Type
	// Direct is true if the sink itself is called at Pos, false if a wrapper of it.
	Direct bool
	Flows  []Flow // best first: by kind in the query's order, then the shortest trace

	models *model.Set // of the settings
}

// Models returns what the settings of the site's package say about libraries, words and names.
func (s *Site) Models() *model.Set {
	if s.models == nil {
		return noSettings
	}
	return s.models
}

var noSettings = model.NewSet()

// maxDecoded bounds the targets of a site.
const maxDecoded = 64

func (s *Site) addTarget(t types.Type) {
	if t == nil || len(s.Targets) >= maxDecoded || slices.ContainsFunc(s.Targets, func(o types.Type) bool { return types.Identical(o, t) }) {
		return
	}
	s.Targets = append(s.Targets, t)
}

// A Query asks for the sites of some sink kinds that values of some source kinds reach.
type Query struct {
	Sources []string // kinds, in order of preference
	Sinks   []string // kinds
	// Aspect is what sanitizers, validators and propagators may clear beside the source kinds themselves: "trust",
	// "size", "secrecy".
	Aspect string
	// Also are further aspects: a flow that is cleared of one of them is not live.
	Also []string
	// Encoded also asks for what encoders write of a value: the aspect does not survive, but the value is in it.
	Encoded bool
	// Through, if set, is a kind that must have been cleared on the path: it says what was done to the value. Flows of
	// comparisons are listed in any case, and say whether it was.
	Through string
	// All also asks for sites without a live flow, with the reasons, for an audit.
	All bool
	// Whole leaves out flows from language sources that are joined, on the path, with something that is not predictable.
	Whole bool
}

// aspectEncoded is cleared where an encoder writes what a value holds in a form of its own.
const aspectEncoded = "encoded anew"

// A Failure is a function whose analysis met an internal error.
type Failure struct {
	Pos    token.Pos
	Func   string
	Reason string
}
