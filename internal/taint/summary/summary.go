// Package summary has what a function is to its callers: flows between places, with sources, sinks, and what happens on
// the way; what it checks, overwrites and calls. A fact is the encoded summaries of a package.
//
// It knows neither the interpreter's values nor how a summary is computed or applied.
package summary

import (
	"go/types"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
)

// A Summary is the computed behaviour of a function, as far as callers can see it.
type Summary struct {
	Flows          []Flow // that callers see
	Found          []Flow // from a source to a sink: findings
	Postconditions []Postcondition
	NoReturn       bool
	Kills          []access.Place // what lies there is certainly replaced
	Guards         []Guard
	Calls          []access.Place // function values and interfaces of parameters that are called
	// Funcs are the function values that results, and what is written below parameters, may be.
	Funcs []FuncResult
	// Types are the dynamic types that interfaces in results have, if all are known.
	Types []TypeResult
	// Lazy: sources of the language were followed, so what the flows say of a result is all that goes into it.
	Lazy bool
	// Settled: out of a fact, with the objects of its function values and types.
	Settled bool
	// Complete is false for a summary that stands in for one that is still being computed.
	Complete bool
	Caps     Caps
	// byEnds finds flows, while they are collected.
	byEnds map[ends][]int
	// toApply is what callers need to apply it, see prepared.
	toApply *Prepared
}

// ends are where a flow starts and ends; found tells findings apart from what callers see.
type ends struct {
	from, to access.Place
	found    bool
}

// A Postcondition says that a place is free of some kinds if the function succeeded.
type Postcondition struct {
	At    access.Place
	Kinds kind.Set
	When  Outcome
	Label string // what did the check: "hmac.Equal"
	// Field is the place in a result that tells the outcome, too; without a root if there is none.
	Field access.Place
	// Group, if not zero, numbers postconditions that hold only if a value at one of their places comes from a source of
	// the kind Needs: of two compared values, one has to be a keyed code.
	Group int
	Needs kind.Kind
	// Refuses is what the place is not.
	Refuses Refusal
}

// A Guard says that the handler which goes in at a place, or which is handed to what comes out there, is given values
// free of some kinds.
type Guard struct {
	At    access.Place
	Kinds kind.Set
}

// A FuncResult is a function value that the function puts somewhere: into a result, or below a parameter. What it
// captured comes by flows to places below that, see bindingElem.
type FuncResult struct {
	To   access.Place
	Fn   Callable
	Vars []int // the captured variables' objects, by number
}

// A TypeResult is a dynamic type that an interface in a result has.
type TypeResult struct {
	To   access.Place
	Type types.Type
	Ext  *ForeignType // out of a fact, until typ is known
}

const (
	maxFlows = 512 // in one summary; more are dropped
	maxSteps = 12  // of a trace inside a callee; the middle is left out
)

// Keep copies a flow into the summary unless one from the same place to the same place lets through as much. It is nil
// if it did not.
func (s *Summary) Keep(fl *Flow) *Flow {
	list := &s.Flows
	if fl.Src != nil && fl.Sink != nil {
		list = &s.Found
	}
	way := ends{from: fl.From, to: fl.To, found: list == &s.Found}
	for _, i := range s.byEnds[way] {
		o := &(*list)[i]
		if !sameSource(o.Src, fl.Src) || !sameSink(o.Sink, fl.Sink) {
			continue
		}
		if o.Label.Weaker(fl.Label) && among(o.Refuses, fl.Refuses) {
			if !fl.Exact || o.Exact || !fl.Label.Weaker(o.Label) {
				return nil
			}
			*o = *fl
			return o
		}
		if fl.Label.Weaker(o.Label) && among(fl.Refuses, o.Refuses) {
			*o = *fl
			return o
		}
	}
	if len(*list) == maxFlows {
		s.Caps.Meet(BoundFlows)
		if list == &s.Found {
			s.Caps.Sever(BoundFlows)
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

// Finish ends the collection of flows. It takes away what callers need not be told: what comes to a sink out of a
// parameter that is a source by its type or its name is reported in this function. That holds for the source's kind
// alone; of other kinds only callers know.
func (s *Summary) Finish() {
	s.byEnds = nil
	for i := range s.Flows {
		fl := &s.Flows[i]
		if fl.Sink == nil || fl.From.Root != access.Param {
			continue
		}
		for _, o := range s.Found {
			in, kind := o.Src.In, o.Src.Kind
			if (o.Src.Held || o.Src.Inner) && in.Root == access.Param && in.Index == fl.From.Index && in.Path.Overlaps(fl.From.Path) &&
				o.Sink.Kind == fl.Sink.Kind && o.Sink.Label == fl.Sink.Label && !o.Label.Clears.Has(kind) {
				fl.Label = Label{Clears: kind.Set(), Why: "reported inside"}.Then(fl.Label)
			}
		}
	}
}

// Takes reports whether a summary has use for a flow from such a source: into a sink that asks for its kind, or to a
// place where it may still be made of nothing else.
func (s *Summary) Takes(fl *Flow) bool {
	switch fl.Src.Kind {
	case kind.Of(kind.Unknown), kind.Of(kind.Buffer):
		if fl.Sink != nil {
			return false
		}
	case kind.Of(kind.Constant):
		if fl.Label.Mixed {
			return false
		}
	}
	if fl.Sink != nil {
		return kind.Joined(fl.Sink.Kind)
	}
	n := 0
	for i := range s.Flows {
		if s.Flows[i].Lazy() {
			n++
		}
	}
	return n < maxLazy
}

// maxLazy bounds the flows of a summary that start at such a source.
const maxLazy = 96

// An Outcome is the result that means success.
type Outcome uint8

const (
	WhenTrue Outcome = iota
	WhenFalse
	WhenNil
	WhenOne
	WhenZero
	WhenAlways
	WhenReturns // returning at all
	WhenField   // a truth value in a result, and nothing else
)
