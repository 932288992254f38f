package taint

import (
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// Function values that escape into unknown code are assumed to be called there, with those parts of its other arguments
// whose types fit.

// escape calls the function values among the arguments of an unknown callee. It returns what they return.
func (k *calling) escape() evset {
	var out evset
	for i, a := range k.args {
		for _, t := range a.functions() {
			slot := k.slot + "escape" + strconv.Itoa(i)
			if len(t.bindings) == 0 {
				out = out.union(k.f.returned(k.st, k.callTarget(t, k.givenByType(t, slot), slot)))
				continue
			}
			k.f.concurrently(k.st, t.bindings, func(st *state) {
				at := *k
				at.st = st
				out = out.union(k.f.returned(st, at.callTarget(t, at.givenByType(t, slot), slot)))
			})
		}
	}
	return out
}

// yielded returns the events of what the iterators in a value yield: unknown code that gets an iterator is assumed to
// run it, and to keep whatever it yields.
func (k *calling) yielded(v *val, slot string) (out evset) {
	for i, t := range v.functions() {
		ce := k.f.p.calleeOfTarget(t)
		if ce.sum == nil || yieldOf(t.Signature()) == nil {
			continue
		}
		inner := &calling{f: k.f, st: k.st, in: k.in, call: k.call, sig: t.Signature(), slot: slot + "yields" + strconv.Itoa(i)}
		inner.args, inner.ops = make([]*val, t.Parameters()), make([]ssa.Value, t.Parameters())
		a := &application{calling: inner, ce: ce, out: map[int]*val{}}
		yield := access.Place{Root: access.CallArg, Index: t.Parameters() - 1}
		for j := range ce.sum.Flows {
			if fl := &ce.sum.Flows[j]; fl.To.Root == yield.Root && access.CallName(fl.To) == access.CallName(yield) && !a.elsewhere(fl) {
				from, ev := a.source(j, fl)
				out = out.union(k.f.carry(k.st, a.moved(j, fl, from, ev)))
			}
		}
	}
	return out
}

// elsewhere reports whether the caller learns by other means what a flow starts at: a cell that stands for what lies
// below a parameter, the heap, or an element under a key.
func (a *application) elsewhere(fl *summary.Flow) bool {
	return fl.From.Root == access.Cell && fl.From.Method == belowParameter || fl.InHeap() || a.keyIsKnown(fl.From)
}

// returned are the events of what a call returns, one result or several.
func (f *function) returned(st *state, v *val) evset {
	out := f.carry(st, v)
	for _, s := range v.components() {
		if s.elem[0] == '#' {
			out = out.union(f.carry(st, s.v))
		}
	}
	return out
}

// givenByType is what a function value may be called with: of each parameter's type, the other arguments and their
// elements.
func (k *calling) givenByType(t target, slot string) []*val {
	params, off := t.Signature().Params(), t.Parameters()-t.Signature().Params().Len()
	var out []*val
	for j := range params.Len() {
		want := params.At(j).Type()
		if !shape.CarriesData(want) {
			continue
		}
		var v *val
		for i, a := range k.args {
			if i < len(k.ops) && k.ops[i] != nil && !a.empty() {
				v = merge(v, k.partOfType(a, k.ops[i].Type(), want))
			}
		}
		if v.empty() {
			continue
		}
		if len(v.ev) > 0 {
			v = v.withEvents(evset{k.f.derived(slot+"given"+strconv.Itoa(j), "", v.ev, summary.Label{})})
		}
		for len(out) <= j+off {
			out = append(out, nil)
		}
		out[j+off] = v
	}
	return out
}

// partOfType is what of a value has a type: itself, its elements or keys, or what it yields as an iterator.
func (k *calling) partOfType(v *val, has, want types.Type) *val {
	if types.Identical(has, want) {
		return v
	}
	at := func(elem access.Elem, t types.Type) *val {
		if !types.Identical(t, want) {
			return nil
		}
		return k.f.at(k.st, v, access.PathOf(elem))
	}
	switch t := shape.Core(has).(type) {
	case *types.Slice:
		return at(access.Any, t.Elem())
	case *types.Array:
		return at(access.Any, t.Elem())
	case *types.Chan:
		return at(access.Any, t.Elem())
	case *types.Pointer:
		return at("", t.Elem())
	case *types.Map:
		return merge(at(access.Any, t.Elem()), at(access.Key, t.Key()))
	case *types.Signature:
		if yields(t, want) {
			return (&val{}).withEvents(k.f.carry(k.st, v))
		}
	}
	return nil
}

// yields reports whether a function type is an iterator over values of a type.
func yields(t *types.Signature, want types.Type) bool {
	yield := yieldOf(t)
	if yield == nil {
		return false
	}
	for p := range yield.Params().Variables() {
		if types.Identical(p.Type(), want) {
			return true
		}
	}
	return false
}

// yieldOf is the type of the yield function that an iterator of a type takes; nil if the type is not an iterator's.
func yieldOf(t *types.Signature) *types.Signature {
	if t.Params().Len() != 1 || t.Results().Len() > 0 {
		return nil
	}
	yield, _ := shape.Core(t.Params().At(0).Type()).(*types.Signature)
	return yield
}
