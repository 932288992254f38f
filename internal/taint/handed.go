package taint

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// callbacks applies the function values and interfaces that were handed in and that the callee calls.
func (a *application) callbacks() {
	var names []string
	places := map[string]place{}
	for _, p := range a.ce.sum.calls {
		name := callName(p)
		if _, ok := places[name]; !ok {
			names, places[name] = append(names, name), p
		}
	}
	if len(names) == 0 {
		return
	}
	a.results = map[string]*val{}
	for _, name := range names { // in the order of the calls, since one may be given what another returned
		a.results[name] = a.callback(places[name], a.given(name))
	}
}

// given are the arguments that the callee gives to one of the function values that were handed in.
func (a *application) given(name string) []*val {
	var args []*val
	for i := range a.ce.sum.flows {
		fl := &a.ce.sum.flows[i]
		if fl.to.kind != rootCallArg || callName(fl.to) != name {
			continue
		}
		v, ev := a.source(i, fl)
		if v = a.moved(i, fl, v, ev); v.empty() {
			continue
		}
		for len(args) <= fl.to.sub {
			args = append(args, nil)
		}
		args[fl.to.sub] = merge(args[fl.to.sub], v)
	}
	return args
}

// callback applies one of them. One that came in by a parameter of this function, too, is left to its callers.
func (a *application) callback(p place, args []*val) *val {
	base := place{kind: rootParam, index: p.index, path: p.path}
	if p.cell == "free" {
		base.kind = rootFree
	}
	fv := a.from(base)
	var out *val
	for _, t := range fv.functions() {
		if p.method == "" {
			out = merge(out, a.callTarget(t, args, a.slot+"callback"+callName(p)))
		}
	}
	for _, t := range a.typesAt(p, fv) {
		if p.method == "" || a.depth >= maxDepthOfCalls {
			break
		}
		if ce, ok := a.f.p.methodNamed(t, p.method[1:]); ok {
			inner := &calling{f: a.f, st: a.st, in: a.in, call: a.call, slot: a.slot + "callback" + callName(p) + ce.name, depth: a.depth + 1}
			inner.sig = ce.signature()
			inner.args = append([]*val{fv}, args...)
			inner.ops = make([]ssa.Value, len(inner.args))
			out = merge(out, inner.apply(ce))
		}
	}
	for _, e := range fv.events() {
		o := a.f.g.events[e].place
		if o.kind != rootParam && o.kind != rootFree {
			continue
		}
		at := place{index: o.index, path: o.path, method: p.method}
		if o.kind == rootFree {
			at.cell = "free"
		}
		out = merge(out, a.pass(at, args))
	}
	return out
}

// typesAt are the types whose method the callee calls: those that the value is known to have or, where a type argument says it, the static
// type of the place that was handed in.
func (a *application) typesAt(p place, fv *val) []types.Type {
	known := fv.dynamicTypes()
	if len(known) > 0 || p.method == "" || p.cell == "free" || p.index >= len(a.ops) || a.ops[p.index] == nil {
		return known
	}
	t := lastField(a.ops[p.index].Type(), p.path).typ
	if t == nil || types.IsInterface(t) {
		return nil
	}
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return nil
	}
	return []types.Type{t}
}

// pass records a call of a function value that is this function's own parameter.
func (a *application) pass(at place, args []*val) *val {
	a.f.calls(at)
	for i, v := range args {
		at.kind, at.sub = rootCallArg, i
		a.f.use("call"+at.String(), use{ev: a.f.carry(a.st, v), to: at})
	}
	at.kind = rootCallRes
	var out *val
	for i := range 3 {
		at.sub = i
		out = out.with(tupleElem(i), a.f.entryValue(at, nil))
	}
	return out
}
