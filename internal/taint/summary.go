package taint

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A summary is the computed behaviour of a function, as far as callers can see it.
type summary struct {
	flows    []flow // that callers see
	found    []flow // from a source to a sink: findings
	proofs   []proof
	checks   []foundCheck // in order of position
	noReturn bool
	overs    []place // what lies there is certainly overwritten
	guards   []guard
	calls    []place // function values and interfaces of parameters that are called
	// funcs are the function values that results, and what is written below parameters, may be.
	funcs []funcResult
	// types are the dynamic types that interfaces in results have, if all are known.
	types []typeResult
	// lazy: sources of the language were followed, so what the flows say of a result is all that goes into it.
	lazy bool
	// settled: out of a fact, with the objects of its function values and types.
	settled bool
	// complete is false for a summary that stands in for one that is still being computed.
	complete bool
	caps     capset
	// byEnds finds flows, while they are collected.
	byEnds map[ends][]int
	// toApply is what callers need to apply it, see prepared.
	toApply *prepared
}

// ends are where a flow starts and ends; found tells findings apart from what callers see.
type ends struct {
	from, to place
	found    bool
}

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

// A proof says that a place is free of some kinds if the function succeeded.
type proof struct {
	at    place
	kinds kindset
	when  outcome
	label string // what did the check: "hmac.Equal"
	// group is not zero if the proof holds only where one of the values at the places of the group comes from a source of a kind: where two
	// values are compared, a code that is keyed.
	group int
	needs kind
	// refuses is what the place is not.
	refuses refusal
}

// A guard says that the handler which goes in at a place, or which is handed to what comes out there, is given values free of some kinds.
type guard struct {
	at    place
	kinds kindset
}

// A funcResult is a function value that the function puts somewhere: into a result, or below a parameter. What it captured comes by flows to
// places below that, see bindingElem.
type funcResult struct {
	to   place
	fn   target // without what it captured
	vars []int  // the captured variables' objects, by number
}

// A typeResult is a dynamic type that an interface in a result has.
type typeResult struct {
	to  place
	typ types.Type
	ext *foreignType // out of a fact, until typ is known
}

const (
	maxFlows = 512 // in one summary; more are dropped
	maxSteps = 12  // of a trace inside a callee; the middle is left out
)
