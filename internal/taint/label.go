package taint

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// A label is what happens to a value on its way.
type label struct {
	clears   kindset // these do not survive
	restores kindset // these were cleared before and are back
	part     bool    // only a part of the value goes on
	deep     bool    // all that can be reached from the value goes on, not only the value itself
	shallow  bool    // what the fields of the value hold does not go on; only ways through the package's heap ask
	refused  refused // constants that a comparison has kept out; of one function
	mixed    bool    // with something that is not known to be predictable, see whole.go
	assumed  bool    // by a function value or interface that nothing is known of here, but a caller may know
	why      string  // what cleared it
}

// then composes two labels: a value goes through l, then through m.
func (l label) then(m label) label {
	out := label{
		clears:   l.clears&^m.restores | m.clears,
		restores: l.restores&^m.clears | m.restores,
		part:     l.part || m.part,
		deep:     l.deep,
		shallow:  l.shallow || m.shallow && !l.deep,
		refused:  l.refused | m.refused,
		mixed:    l.mixed || m.mixed,
		assumed:  l.assumed || m.assumed,
		why:      l.why,
	}
	if out.why == "" {
		out.why = m.why
	}
	return out
}

// A source is where a trace starts.
type source struct {
	kind  kind
	label string
	pos   token.Pos     // in this package
	steps []*Step       // how it came out of the callee that it lies in, source first; nil if it lies here
	inner bool          // it tells nothing to callers, who see the value itself
	held  bool          // it lies in a field or parameter: a trace starts where it is read
	in    place         // the place that it lies in, if held
	start label         // what it is free of from the start
	fn    *ssa.Function // that it comes into, for what stands in front of the function
	text  string        // of a constant
	size  int           // of random bytes, if known
	mark  bool          // it says what a value is for its name or type, not where it comes from
}

// weaker reports whether l lets through all that m lets through.
func (l label) weaker(m label) bool {
	return l.clears&^m.clears == 0 && m.restores&^l.restores == 0 && (!l.part || m.part) && l.refused&^m.refused == 0 && (!l.mixed || m.mixed) && (!l.shallow || m.shallow) && (!l.assumed || m.assumed)
}
