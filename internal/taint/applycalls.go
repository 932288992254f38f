package taint

import (
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
)

// Calls that a callee makes of the function values and interfaces among its arguments.

// callbacks applies the calls that the summary lists, see summary.Summary.Calls.
func (a *application) callbacks() {
	sum := a.ce.sum.Prepare()
	if len(sum.Order) == 0 {
		return
	}
	a.results = map[string]*callResult{}
	for _, name := range sum.Order { // in the order of the calls, since one may be given what another returned
		r := &callResult{}
		a.results[name] = r
		for range a.roundsOf(name) {
			a.callbackArgs(r, name)
			a.callback(r, sum.Called[name])
		}
	}
}

// roundsOf is how often a call is interpreted: twice if it is given what it returned or left, as in a loop.
func (a *application) roundsOf(name string) int {
	for _, i := range a.ce.sum.Prepare().Args[name] {
		if fl := &a.ce.sum.Flows[i]; fl.From.Root == access.CallResult && access.CallName(fl.From) == name {
			return 2
		}
	}
	return 1
}

// callbackArgs adds the arguments with which the callee calls one of the function values that it takes. An argument
// that it reads after the call is put into memory.
func (a *application) callbackArgs(r *callResult, name string) {
	for _, i := range a.ce.sum.Prepare().Args[name] {
		fl := &a.ce.sum.Flows[i]
		if fl.From.Root == access.Cell && fl.From.Method == belowParameter {
			continue
		}
		v, ev := a.source(i, fl)
		if v = a.moved(i, fl, v, ev); !v.empty() {
			r.grow(fl.To.Sub)
			r.args[fl.To.Sub] = putAt(r.args[fl.To.Sub], fl.To.Rest.Elems(), v)
		}
	}
	for _, fr := range a.ce.sum.Funcs {
		if to := fr.To; to.Root == access.CallArg && access.CallName(to) == name {
			r.grow(to.Sub)
			r.args[to.Sub] = merge(r.args[to.Sub], &val{fns: []target{a.function(fr, r.args[to.Sub], "")}})
		}
	}
	for i := range a.ce.sum.Flows {
		if from := a.ce.sum.Flows[i].From; from.Root == access.CallResult && !captured(from.Rest) && from.Sub >= access.OutArgument && access.CallName(from) == name {
			a.inMemory(r, from.Sub-access.OutArgument, name)
		}
	}
}

func (r *callResult) grow(i int) {
	for len(r.args) <= i {
		r.args = append(r.args, nil)
	}
}

// inMemory gives an argument memory, if it has none.
func (a *application) inMemory(r *callResult, i int, name string) {
	r.grow(i)
	if len(r.args[i].addrs()) > 0 {
		return
	}
	o := a.f.objectAt(nil, "handed "+a.slot+positionKey(a.f.cur)+" "+name+"#"+strconv.Itoa(i), nil)
	out := &val{refs: []ref{{obj: o}}}
	if v := r.args[i]; v != nil {
		a.st.set(o, weakly(a.st.content[o], v))
		out.ev = v.ev
	}
	r.args[i] = out
}

// callback applies one call. A function value that is itself from a parameter of this function is left to its callers.
func (a *application) callback(r *callResult, p access.Place) {
	if p.CalledInHeap() {
		a.calledHeap(r, p)
		return
	}
	fv := a.calledAt(p)
	dynamic := a.typesAt(p, fv)
	a.unsure = a.unsure || len(fv.functions())+len(dynamic) == 0
	for _, t := range fv.functions() {
		if p.Method == "" {
			of := *a.calling
			of.perhaps = of.perhaps || t.Parameters() > 0 && len(r.args) == 0 // else it would be given something
			r.v = merge(r.v, of.callTarget(t, r.args, a.slot+"callback"+access.CallName(p)))
		}
	}
	for _, t := range dynamic {
		if p.Method == "" || a.depth >= maxDepthOfCalls {
			break
		}
		if ce, ok := a.f.p.methodNamed(t, p.Method[1:]); ok {
			inner := &calling{f: a.f, st: a.st, in: a.in, call: a.call, slot: a.slot + "callback" + access.CallName(p) + ce.name, depth: a.depth + 1}
			inner.sig = ce.signature()
			inner.args = append([]*val{fv}, r.args...)
			inner.ops = make([]ssa.Value, len(inner.args))
			r.v = merge(r.v, inner.apply(ce))
		}
	}
	for _, e := range fv.events() {
		if at, ok := a.f.calledAt(a.f.g.events[e].place, p.Method); ok {
			a.f.recordCall(a.st, at, r.args)
			if at.Method == "" {
				a.f.comesBackCaptured(a.st, at, r.args)
			}
			if !slices.Contains(r.passed, at) {
				r.passed = append(r.passed, at)
			}
		}
	}
}

// calledHeap applies what the heap of another package is known to hold here, and leaves to the callers what it may hold
// besides.
func (a *application) calledHeap(r *callResult, p access.Place) {
	if !a.f.p.owns(p.Cell) {
		for _, t := range a.f.p.cellFuncs.read(cellKey(p.Cell, p.Path), a.f.fn) {
			r.v = merge(r.v, a.callTarget(t, r.args, a.slot+"callback"+access.CallName(p)))
		}
	}
	p.Root, p.Sub, p.Rest = access.CallArg, 0, ""
	a.f.recordCall(a.st, p, r.args)
	r.passed = append(r.passed, p)
}

// calledAt returns what the callee calls at a place, in this function.
func (a *application) calledAt(p access.Place) *val {
	switch p.Cell {
	case access.CalledType:
		return nil
	case access.CalledFree:
		return a.from(access.Place{Root: access.Free, Index: p.Index, Path: p.Path})
	}
	return a.from(access.Place{Root: access.Param, Index: p.Index, Path: p.Path})
}

// typesAt are the types whose method the callee calls: those that the value is known to have or, where a type argument
// says it, the static type of the place that was handed in.
func (a *application) typesAt(p access.Place, fv *val) []types.Type {
	if p.Cell == access.CalledType {
		return a.typeArgument(p.Index)
	}
	known := fv.dynamicTypes()
	if len(known) > 0 || p.Method == "" || p.Cell == access.CalledFree || p.Index >= len(a.ops) || a.ops[p.Index] == nil {
		return known
	}
	t := shape.At(a.ops[p.Index].Type(), p.Path).Type
	if t == nil || types.IsInterface(t) {
		return nil
	}
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return nil
	}
	return []types.Type{t}
}

// typeArgument is what a type parameter of the callee is at this call.
func (a *application) typeArgument(i int) []types.Type {
	if fn, ok := a.call.Value.(*ssa.Function); ok && i < len(fn.TypeArgs()) {
		if _, open := types.Unalias(fn.TypeArgs()[i]).(*types.TypeParam); !open {
			return []types.Type{fn.TypeArgs()[i]}
		}
	}
	return nil
}
