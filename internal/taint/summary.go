package taint

import (
	"go/types"
)

// A summary is the computed behaviour of a function, as far as callers can see it.
type summary struct {
	flows    []flow // that callers see
	found    []flow // from a source to a sink: findings
	proofs   []proof
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
	fn   callable
	vars []int // the captured variables' objects, by number
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

// keep copies a flow into the summary unless one from the same place to the same place lets through as much. It is nil if it did not.
func (s *summary) keep(fl *flow) *flow {
	list := &s.flows
	if fl.src != nil && fl.sink != nil {
		list = &s.found
	}
	way := ends{from: fl.from, to: fl.to, found: list == &s.found}
	for _, i := range s.byEnds[way] {
		o := &(*list)[i]
		if !sameSource(o.src, fl.src) || !sameSink(o.sink, fl.sink) {
			continue
		}
		if o.label.weaker(fl.label) && among(o.refuses, fl.refuses) {
			if !fl.exact || o.exact || !fl.label.weaker(o.label) {
				return nil
			}
			*o = *fl
			return o
		}
		if fl.label.weaker(o.label) && among(fl.refuses, o.refuses) {
			*o = *fl
			return o
		}
	}
	if len(*list) == maxFlows {
		s.caps.meet(boundFlows)
		if list == &s.found {
			s.caps.sever(boundFlows)
		}
		return nil
	}
	if s.byEnds == nil {
		s.byEnds = map[ends][]int{}
	}
	s.byEnds[way] = append(s.byEnds[way], len(*list))
	*list = append(*list, *fl)
	return &(*list)[len(*list)-1]
}

// saidHere takes away what callers need not be told: what comes to a sink out of a parameter that is a source by its type or its name is
// reported in this function. That holds for the source's kind alone; of other kinds only callers know.
func (s *summary) saidHere() {
	for i := range s.flows {
		fl := &s.flows[i]
		if fl.sink == nil || fl.from.kind != rootParam {
			continue
		}
		for _, o := range s.found {
			in, kind := o.src.in, o.src.kind
			if (o.src.held || o.src.inner) && in.kind == rootParam && in.index == fl.from.index && overlap(in.path, fl.from.path) &&
				o.sink.kind == fl.sink.kind && o.sink.label == fl.sink.label && !o.label.clears.has(kind) {
				fl.label = label{clears: kind.set(), why: "reported inside"}.then(fl.label)
			}
		}
	}
}

// takes reports whether a summary has use for a flow from such a source: into a sink that asks for its kind, or to a place where it may
// still be made of nothing else.
func (s *summary) takes(fl *flow) bool {
	switch fl.src.kind {
	case kindOf(Unknown), kindOf(Buffer):
		if fl.sink != nil {
			return false
		}
	case kindOf(Constant):
		if fl.label.mixed {
			return false
		}
	}
	if fl.sink != nil {
		return isJoined(fl.sink.kind)
	}
	n := 0
	for i := range s.flows {
		if s.flows[i].lazy() {
			n++
		}
	}
	return n < maxLazy
}

// maxLazy bounds the flows of a summary that start at such a source.
const maxLazy = 96

// An outcome is the result that means success.
type outcome uint8

const (
	whenTrue outcome = iota
	whenFalse
	whenNil
	whenOne
	whenZero
	whenAlways
	whenReturns // returning at all
)
