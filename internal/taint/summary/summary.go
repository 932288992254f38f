// Package summary has summaries, which say what a function does as far as its callers can see: flows between places,
// sources and sinks; what it checks, kills and calls. It encodes them as facts.
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
	Flows          []Flow // which callers see
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
	// Lazy: sources of the language were followed, so the flows into a result are all that goes into it.
	Lazy bool
	// Settled: package facts has resolved the function values and types of this decoded summary.
	Settled bool
	// Complete is false for a summary that stands in for one that is still being computed.
	Complete bool
	Caps     Caps
	// byEnds indexes the flows while they are collected.
	byEnds map[ends][]int
	// prepared is what Prepare returned.
	prepared *Prepared
}

// ends are the places where a flow starts and ends; found says that it is a finding.
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
	// Field is the place in a result that also tells the outcome; without a root if there is none.
	Field access.Place
	// Group, if not zero, numbers postconditions that hold only if a value at one of their places comes from a source of
	// the kind Needs: of two compared values, one has to be a keyed code.
	Group int
	Needs kind.Kind
	// Refuses says which constants the place does not hold.
	Refuses Refusal
}

// A Guard says that a handler gets values free of some kinds: the handler at a place of a parameter, or the one that is
// passed to the function at a place of a result.
type Guard struct {
	At    access.Place
	Kinds kind.Set
}

// A FuncResult is a function value that the function puts into a result or below a parameter. What it captured comes by
// flows to places below that, see Callable.BindingElem.
type FuncResult struct {
	To   access.Place
	Fn   Callable
	Vars []int // the captured variables' objects, by number
}

// A TypeResult is a dynamic type that an interface in a result has.
type TypeResult struct {
	To   access.Place
	Type types.Type
	Ext  *ForeignType // out of a fact, until Type is known
}

const (
	maxFlows = 512 // in one summary; more are dropped
	maxSteps = 12  // of a trace inside a callee; the middle is left out
)

// Keep copies a flow into the summary, unless a flow between the same places lets through as much, and returns the
// copy; nil if there is none.
func (s *Summary) Keep(fl *Flow) *Flow {
	list := &s.Flows
	if fl.Src != nil && fl.Sink != nil {
		list = &s.Found
	}
	at := ends{from: fl.From, to: fl.To, found: list == &s.Found}
	for _, i := range s.byEnds[at] {
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
	s.byEnds[at] = append(s.byEnds[at], len(*list))
	*list = append(*list, *fl)
	return &(*list)[len(*list)-1]
}

// Finish ends the collection of flows. If a parameter is a source by its type or name and reaches a sink, the finding
// is reported in this function, so Finish clears the source's kind on the flow that callers see. Other kinds stay: only
// callers know them.
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

// Takes reports whether the summary needs a flow from a lazy source: into a sink that asks for its kind, or to a place
// that may hold nothing else.
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

// maxLazy bounds the flows of a summary that start at lazy sources.
const maxLazy = 96

// An Outcome says by which result a function tells that a check in it has succeeded.
type Outcome uint8

const (
	WhenTrue    Outcome = iota // true
	WhenFalse                  // false
	WhenNil                    // a nil error
	WhenOne                    // the number 1
	WhenZero                   // the number 0
	WhenAlways                 // any result: the check cannot fail
	WhenReturns                // any result: the function does not return if the check fails
	WhenField                  // a truth value inside a result, and nothing else
)
