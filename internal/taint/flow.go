package taint

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A flow is a way that values go: from a place or a source, to a place or a sink. One with both a source and a sink is a finding.
type flow struct {
	from  place
	src   *source
	to    place
	sink  *sink
	label label
	// beside are the kinds of the other origins of what reaches the sink, of a flow from a lazy source.
	beside kindset
	// refuses are the constants that do not get through.
	refuses []refusal
	exact   bool    // the value itself goes there, with all that it points to
	steps   []*Step // in the function and its callees; of a flow into a sink, the sink last
}

// A sink is where values of some kinds must not go.
type sink struct {
	kind   kind
	label  string
	target types.Type // static type of what is decoded or written; nil when not known, always nil out of a fact
	// modelled sinks are worth telling other packages of; those of the language itself are not.
	modelled bool
	// own sinks are told of only by those who hand in what is decoded into: what a dependency decodes for itself is its own matter.
	own   bool
	side  uint8   // of a comparison's operand: 1 or 2
	byUse kindset // harmless unless what comes out of the call is used before a check of the same values has cleared these
	marks kindset // must have been cleared on the way
	// targetAt is the parameter that the target is, if the function only hands it on.
	targetAt place
	site     *site // where a report belongs; nil: at the call that hands the value on
}

// A site is a place of the analysed package that a report can stand at.
type site struct {
	at     ssa.Instruction
	pos    token.Pos
	end    token.Pos
	fn     *ssa.Function
	direct bool // the sink itself is called there
}

// through is the flow that goes on in another.
func through(a, b *flow) flow {
	out := *b
	out.from, out.src = a.from, a.src
	out.label = a.label.then(b.label)
	out.refuses = union(a.refuses, b.refuses)
	out.exact = false
	out.steps = shorten(slices.Concat(a.steps, b.steps))
	return out
}

// origin is the kind of what a flow starts at.
func (fl *flow) origin() kindset {
	switch {
	case fl.src == nil && fl.from.kind == rootCell:
		return 0 // see spread
	case fl.src == nil:
		return kindOf(Outside).set()
	case fl.src.mark:
		return 0
	}
	return fl.src.kind.set()
}

// into is the flow of a parameter that goes on from the heap's cell that it is put into, to a sink that asks for what was put there.
func (fl *flow) into(next *flow) *flow {
	out := through(fl, next)
	if rest, ok := strings.CutPrefix(next.from.path, fl.to.path); ok && fl.exact {
		out.from = out.from.below(rest)
	}
	s := *next.sink
	s.site = nil
	out.sink = &s
	return &out
}

// takes reports whether a flow out of a cell takes along what was stored at a path of the cell.
func (fl *flow) takes(stored string) bool {
	if !overlap(stored, fl.from.path) {
		return false
	}
	if read := len(elements(fl.from.path)); fl.label.shallow && len(elements(stored)) > read {
		return !slices.ContainsFunc(elements(stored)[read:], func(e string) bool { return e[0] == '.' })
	}
	return true
}

// incoming reports whether a flow puts what callers hand in behind a variable of the package.
func (fl *flow) incoming() bool {
	return fl.src == nil && fl.sink == nil && fl.to.kind == rootCell && fl.to.method == "" && fl.from.kind != rootCell
}

// outgoing reports whether a flow takes something out of what lies behind a variable of the package.
func (fl *flow) outgoing() bool {
	return fl.from.kind == rootCell && fl.from.method == "" && fl.to.kind != rootCell
}

// tested reports whether a flow's value is compared with nothing, so that an empty one does not get through.
func (fl *flow) tested() bool {
	return slices.ContainsFunc(fl.refuses, func(r refusal) bool { return r.min > 0 })
}

// lazy reports whether a flow starts at a source that is followed only for the sinks that ask for it.
func (fl *flow) lazy() bool { return fl.src != nil && lazyKinds.has(fl.src.kind) }

// inHeap reports whether a flow starts and ends where no caller can make a difference: the package's heap knows it from the summary that
// it is in, and need not hear it from each caller again.
func (fl *flow) inHeap() bool {
	if fl.src == nil && fl.from.kind != rootCell {
		return false
	}
	if fl.sink == nil {
		return fl.to.kind == rootCell
	}
	return fl.sink.site != nil && fl.sink.targetAt.kind == rootNone
}

// shorten leaves out the middle of a long trace, and a step that says again what the one before says.
func shorten(steps []*Step) []*Step {
	out := slices.CompactFunc(steps, func(a, b *Step) bool { return *a == *b })
	if len(out) > maxSteps {
		out = slices.Delete(out, maxSteps/2, len(out)-(maxSteps-maxSteps/2))
	}
	return slices.Clone(out) // as long as it is, since it is kept
}

func sameSink(a, b *sink) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a.kind != b.kind || a.label != b.label || a.side != b.side || a.byUse != b.byUse || (a.site == nil) != (b.site == nil) {
		return false
	}
	return a.site == nil || a.site.at == b.site.at
}

func sameSource(a, b *source) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a == b || a.kind == b.kind && a.label == b.label && a.pos == b.pos && a.text == b.text
}
