package summary

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
)

// A Flow is a way that values go: from a place or a source, to a place or a sink. One with both a source and a sink is
// a finding.
type Flow struct {
	From  access.Place
	Src   *Source
	To    access.Place
	Sink  *Sink
	Label Label
	// Beside are the kinds of the other origins of what reaches the sink, of a flow from a lazy source.
	Beside kind.Set
	// Refuses are the constants that do not get through.
	Refuses []Refusal
	// Pending: of a finding, that what came out of the sink's call is returned, and all callers are known: they judge
	// what becomes of it.
	Pending bool
	Exact   bool    // the value itself goes there, with all that it points to
	Steps   []*Step // in the function and its callees; of a flow into a sink, the sink last
	// At is where the value is stored or used, of a flow that starts or ends in a cell of the heap.
	At ssa.Instruction
}

// A Source is where a trace starts.
type Source struct {
	Kind  kind.Kind
	Label string
	Pos   token.Pos     // in this package
	Steps []*Step       // how it came out of the callee that it lies in, source first; nil if it lies here
	Inner bool          // it tells nothing to callers, who see the value itself
	Held  bool          // it lies in a field or parameter: a trace starts where it is read
	In    access.Place  // the place that it lies in, if held
	Start Label         // what it is free of from the start
	Fn    *ssa.Function // that it comes into, for what stands in front of the function
	Text  string        // of a constant
	Size  int           // of random bytes, if known
	Mark  bool          // it says what a value is for its name or type, not where it comes from
}

// A Sink is where values of some kinds must not go.
type Sink struct {
	Kind   kind.Kind
	Label  string
	Target types.Type // static type of what is decoded or written; nil when not known, always nil out of a fact
	// Modelled sinks are worth telling other packages of; those of the language itself are not.
	Modelled bool
	// Own sinks are told of only by those who hand in what is decoded into: what a dependency decodes for itself is its
	// own matter.
	Own   bool
	Side  uint8    // of a comparison's operand: 1 or 2
	ByUse kind.Set // harmless unless what comes out of the call is used before a check of the same values has cleared these
	Marks kind.Set // must have been cleared on the way
	// TargetAt is the parameter that the target is, if the function only hands it on.
	TargetAt access.Place
	Site     *Site // where a report belongs; nil: at the call that hands the value on
}

// A Site is a place of the analysed package that a report can stand at.
type Site struct {
	At     ssa.Instruction
	Pos    token.Pos
	End    token.Pos
	Fn     *ssa.Function
	Direct bool // the sink itself is called there
}

// Through is the flow that goes on in another.
func Through(a, b *Flow) Flow {
	out := *b
	out.From, out.Src = a.From, a.Src
	out.Label = a.Label.Then(b.Label)
	out.Refuses = Union(a.Refuses, b.Refuses)
	out.Exact = false
	out.Steps = Shorten(slices.Concat(a.Steps, b.Steps))
	return out
}

// Origin is the kind of what a flow starts at.
func (fl *Flow) Origin() kind.Set {
	switch {
	case fl.Src == nil && fl.From.Root == access.Cell:
		return 0 // see spread
	case fl.Src == nil:
		return kind.Of(kind.Outside).Set()
	case fl.Src.Mark:
		return 0
	}
	return fl.Src.Kind.Set()
}

// Into is the flow of a parameter that goes on from the heap's cell that it is put into, to a sink that asks for what
// was put there.
func (fl *Flow) Into(next *Flow) *Flow {
	out := Through(fl, next)
	if rest, ok := next.From.Path.Cut(fl.To.Path); ok && fl.Exact {
		out.From = out.From.Below(rest)
	}
	s := *next.Sink
	s.Site = nil
	out.Sink = &s
	return &out
}

// Takes reports whether a flow out of a cell takes along what was stored at a path of the cell.
func (fl *Flow) Takes(stored access.Path) bool {
	if !stored.Overlaps(fl.From.Path) {
		return false
	}
	if read := len(fl.From.Path.Elems()); fl.Label.Shallow && len(stored.Elems()) > read {
		return !slices.ContainsFunc(stored.Elems()[read:], access.Elem.IsField)
	}
	return true
}

// Incoming reports whether a flow puts what callers hand in behind a variable of the package.
func (fl *Flow) Incoming() bool {
	return fl.Src == nil && fl.Sink == nil && fl.To.Root == access.Cell && fl.To.Method == "" && fl.From.Root != access.Cell
}

// Outgoing reports whether a flow takes something out of what lies behind a variable of the package.
func (fl *Flow) Outgoing() bool {
	return fl.From.Root == access.Cell && fl.From.Method == "" && fl.To.Root != access.Cell
}

// Tested reports whether a flow's value is compared with nothing, so that an empty one does not get through.
func (fl *Flow) Tested() bool {
	return slices.ContainsFunc(fl.Refuses, func(r Refusal) bool { return r.Min > 0 })
}

// Lazy reports whether a flow starts at a source that is followed only for the sinks that ask for it.
func (fl *Flow) Lazy() bool { return fl.Src != nil && kind.Lazy.Has(fl.Src.Kind) }

// InHeap reports whether a flow starts and ends where no caller can make a difference: the package's heap knows it from
// the summary that it is in, and need not hear it from each caller again.
func (fl *Flow) InHeap() bool {
	if fl.Src == nil && fl.From.Root != access.Cell {
		return false
	}
	if fl.Sink == nil {
		return fl.To.Root == access.Cell
	}
	return fl.Sink.Site != nil && fl.Sink.TargetAt.Root == access.None
}

// Shorten leaves out the middle of a long trace, and a step that says again what the one before says.
func Shorten(steps []*Step) []*Step {
	out := slices.CompactFunc(steps, func(a, b *Step) bool { return *a == *b })
	if len(out) > maxSteps {
		out = slices.Delete(out, maxSteps/2, len(out)-(maxSteps-maxSteps/2))
	}
	return slices.Clone(out) // as long as it is, since it is kept
}

func sameSink(a, b *Sink) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a.Kind != b.Kind || a.Label != b.Label || a.Side != b.Side || a.ByUse != b.ByUse || (a.Site == nil) != (b.Site == nil) {
		return false
	}
	return a.Site == nil || a.Site.At == b.Site.At
}

func sameSource(a, b *Source) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a == b || a.Kind == b.Kind && a.Label == b.Label && a.Pos == b.Pos && a.Text == b.Text
}
