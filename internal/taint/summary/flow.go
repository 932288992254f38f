package summary

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
)

// A Flow is a path of values from a place or a source to a place or a sink. A flow with both a source and a sink is a
// finding.
type Flow struct {
	From  access.Place
	Src   *Source
	To    access.Place
	Sink  *Sink
	Label Label
	// Beside are, for a flow from a lazy source, the kinds of the other origins of what reaches the sink.
	Beside kind.Set
	// Refuses are the constants that do not get through.
	Refuses []Refusal
	// Pending says of a finding that the results of the sink's call are returned to callers that are all known. They
	// judge whether it counts, see Sink.ByUse.
	Pending bool
	Exact   bool    // the value itself goes there, with all that it points to
	Steps   []*Step // in the function and its callees; of a flow into a sink, the sink last
	// At is, for a flow that starts or ends in a cell of the heap, where the value is stored or used.
	At ssa.Instruction
}

// A Source is where a trace starts.
type Source struct {
	Kind  kind.Kind
	Label string
	Pos   token.Pos     // in this package
	Steps []*Step       // how it came out of the callee that it lies in, source first; nil if it lies here
	Inner bool          // callers see the value itself, so a summary does not have the source
	Held  bool          // it lies in a field or parameter: a trace starts where it is read
	In    access.Place  // the place that it lies in, if held
	Start Label         // what it is free of from the start
	Fn    *ssa.Function // the function that it enters, to ask for guards in front of it
	Text  string        // of a constant
	Size  int           // of random bytes, if known
	Mark  bool          // it says what a value is, by its name or type, and not where it comes from
}

// A Sink is where values of some kinds must not go.
type Sink struct {
	Kind   kind.Kind
	Label  string
	Target types.Type // static type of what is decoded or written; nil when not known, always nil out of a fact
	// Modelled sinks are exported to other packages; those of the language itself are not.
	Modelled bool
	// Own sinks are exported only if the target comes from the caller: what a dependency decodes for itself is its own
	// matter.
	Own  bool
	Side uint8 // of a comparison's operand: 1 or 2
	// ByUse, if not empty, makes the sink harmless unless something relies on the results of its call before a check of
	// the same values has cleared these kinds.
	ByUse kind.Set
	Marks kind.Set // must have been cleared on the way
	// TargetAt is the parameter that the target is, if the function only passes it on.
	TargetAt access.Place
	Site     *Site // where a report belongs; nil: at the call that passes the value
}

// A Site is a position of the analysed package that a report can have.
type Site struct {
	At     ssa.Instruction
	Pos    token.Pos
	End    token.Pos
	Fn     *ssa.Function
	Direct bool // the sink itself is called there
}

// Through returns the flow that goes through a, then through b.
func Through(a, b *Flow) Flow {
	out := *b
	out.From, out.Src = a.From, a.Src
	out.Label = a.Label.Then(b.Label)
	out.Refuses = Union(a.Refuses, b.Refuses)
	out.Exact = false
	out.Steps = Shorten(slices.Concat(a.Steps, b.Steps))
	return out
}

// Origin returns the kind of what a flow starts at; none for a cell, which is not an origin, and for a source that is
// only a mark.
func (fl *Flow) Origin() kind.Set {
	switch {
	case fl.Src == nil && fl.From.Root == access.Cell:
		return 0
	case fl.Src == nil:
		return kind.Of(kind.Outside).Set()
	case fl.Src.Mark:
		return 0
	}
	return fl.Src.Kind.Set()
}

// Into returns the flow from a parameter through the heap's cell that it is put into, to a sink for the content of that
// cell.
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

// Incoming reports whether a flow leads from callers into a variable of the package.
func (fl *Flow) Incoming() bool {
	return fl.Src == nil && fl.Sink == nil && fl.To.Root == access.Cell && fl.To.Method == "" && fl.From.Root != access.Cell
}

// Outgoing reports whether a flow leads out of a variable of the package.
func (fl *Flow) Outgoing() bool {
	return fl.From.Root == access.Cell && fl.From.Method == "" && fl.To.Root != access.Cell
}

// Tested reports whether an empty value does not get through, since the flow's value is compared with one.
func (fl *Flow) Tested() bool {
	return slices.ContainsFunc(fl.Refuses, func(r Refusal) bool { return r.Min > 0 })
}

// Lazy reports whether a flow starts at a source of one of the kinds in kind.Lazy.
func (fl *Flow) Lazy() bool { return fl.Src != nil && kind.Lazy.Has(fl.Src.Kind) }

// InHeap reports whether a flow starts and ends where callers make no difference. The package's heap has it from this
// summary, and does not need it again from each caller.
func (fl *Flow) InHeap() bool {
	if fl.Src == nil && fl.From.Root != access.Cell {
		return false
	}
	if fl.Sink == nil {
		return fl.To.Root == access.Cell
	}
	return fl.Sink.Site != nil && fl.Sink.TargetAt.Root == access.None
}

// Shorten removes the middle of a long trace, and steps that repeat the one before.
func Shorten(steps []*Step) []*Step {
	out := slices.CompactFunc(steps, func(a, b *Step) bool { return *a == *b })
	if len(out) > maxSteps {
		out = slices.Delete(out, maxSteps/2, len(out)-(maxSteps-maxSteps/2))
	}
	return slices.Clone(out) // as long as it is, since it is kept
}

// sameSink reports whether two sinks are one for Keep.
func sameSink(a, b *Sink) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a.Kind != b.Kind || a.Label != b.Label || a.Side != b.Side || a.ByUse != b.ByUse || (a.Site == nil) != (b.Site == nil) {
		return false
	}
	return a.Site == nil || a.Site.At == b.Site.At
}

// sameSource reports whether two sources are one for Keep.
func sameSource(a, b *Source) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a == b || a.Kind == b.Kind && a.Label == b.Label && a.Pos == b.Pos && a.Text == b.Text
}
