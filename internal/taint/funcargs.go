package taint

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// Calls of function values and interfaces from parameters are left to the callers, which know them: the summary says
// what goes into such a call and what is made of its results.

// leftToCallers records such a call. Its results are origins.
func (k *calling) leftToCallers(fv *val) (out *val, left bool) {
	method, args := "", k.args
	if k.call.IsInvoke() {
		method, args = "."+k.call.Method.Name(), k.args[1:]
	}
	for _, at := range k.f.calledPlaces(fv, k.call, method) {
		left = true
		k.f.recordCall(k.st, at, args)
		out = merge(out, k.results(func(i int, t types.Type) *val {
			if !shape.CarriesData(t) {
				return nil
			}
			from := at
			from.Root, from.Sub = access.CallResult, i
			return k.f.entryValue(from, t)
		}))
	}
	return out, left
}

// others records a call that reaches functions known here and, since callers may have stored others, functions that
// only they know.
func (k *calling) others() (out *val, left bool) {
	c := k.call
	if _, static := c.Value.(*ssa.Function); static && !c.IsInvoke() {
		return nil, false
	}
	fv := k.f.value(c.Value)
	if c.IsInvoke() {
		if len(fv.dynamicTypes()) > 0 && !fv.open() || k.f.p.models.Func(c.Method) != nil {
			return nil, false
		}
	}
	return k.leftToCallers(fv)
}

// calledPlaces returns the places of callers from which a called value comes.
func (f *function) calledPlaces(fv *val, c *ssa.CallCommon, method string) []access.Place {
	var out []access.Place
	for _, e := range fv.events() {
		if at, ok := f.calledAt(f.g.events[e].place, method); ok {
			out = append(out, at)
		}
	}
	if len(out) == 0 && c.IsInvoke() {
		if tp, ok := types.Unalias(c.Value.Type()).(*types.TypeParam); ok {
			out = append(out, access.Place{Root: access.CallArg, Cell: access.CalledType, Index: tp.Index(), Method: method})
		}
	}
	return out
}

// calledAt is the place of a call of what came from a place: from a parameter, a captured variable, or a variable of
// the package that other packages set.
func (f *function) calledAt(p access.Place, method string) (access.Place, bool) {
	at := access.Place{Root: access.CallArg, Index: p.Index, Path: p.Path, Method: method}
	switch p.Root {
	case access.Param:
	case access.Free:
		at.Cell = access.CalledFree
	case access.Cell:
		at.Cell = p.Cell
		return at, p.Method == "" && method == "" && (f.p.settable(p.Cell) || f.p.cellFuncs.open[cellKey(p.Cell, p.Path)])
	default:
		return access.Place{}, false
	}
	return at, true
}

// recordCall records the arguments of a call at a place, and what the call may leave in the memory that they refer to.
func (f *function) recordCall(st *state, at access.Place, args []*val) {
	f.calls(at)
	for i, a := range args {
		at.Root, at.Sub = access.CallArg, i
		if at.Method != "" { // the type of the method's receiver knows what it does; an option does not
			f.use("call"+at.String(), use{ev: f.carry(st, a), to: at})
			continue
		}
		(&walker{f: f, st: st, slot: "call"}).walk(at, a, true)
		at.Root, at.Sub = access.CallResult, access.OutArgument+i
		f.comesBack(st, at, a)
	}
}

// comesBackCaptured adds what a call may have left in variables that function values captured which were handed over:
// it may call them.
func (f *function) comesBackCaptured(st *state, at access.Place, args []*val) {
	for i, a := range args {
		for _, t := range a.functions() {
			for j, b := range t.bindings {
				at.Root, at.Sub, at.Rest = access.CallResult, access.OutArgument+i, access.PathOf(t.BindingElem(j))
				f.comesBack(st, at, b)
			}
		}
	}
}

// captured reports whether a path leads to what a function value captured.
func captured(p access.Path) bool { return len(p) > 0 && summary.IsBinding(p.Elems()[0]) }

// leftCaptured is what lies in a variable that a function value captured.
func (a *application) leftCaptured(v *val, p access.Path) (out *val) {
	es := p.Elems()
	for _, t := range v.functions() {
		for j, b := range t.bindings {
			if t.BindingElem(j) != es[0] {
				continue
			}
			for _, r := range b.addrs() {
				out = merge(out, a.f.at(a.st, a.f.load(a.st, r, nil), access.PathOf(es[1:]...)))
			}
		}
	}
	return out
}

// comesBack adds what a call may have left in memory that this function made and handed over. What lies below a
// parameter callers see.
func (f *function) comesBack(st *state, from access.Place, a *val) {
	for _, r := range a.addrs() {
		if r.obj.lazy && !captured(from.Rest) || r.obj.typ == nil {
			continue
		}
		t := shape.At(r.obj.typ, r.path).Type
		if t == nil || !shape.CarriesData(t) {
			continue
		}
		left := *f.entryValue(from, t)
		left.refs = nil
		if !left.empty() {
			f.store(st, r, &left, false)
		}
	}
}

// A callResult is what a call of a function value among the arguments returned and left.
type callResult struct {
	v      *val           // what it returned; a tuple if several
	args   []*val         // what it was given, and what it left there
	passed []access.Place // where it came in by a parameter of this function in turn: its callers know what it is
}

// returned returns what a call of a function value among the arguments has left at a place.
func (a *application) returned(p access.Place) *val {
	r := a.results[access.CallName(p)]
	if r == nil {
		return nil
	}
	var v *val
	switch {
	case p.Sub >= access.OutArgument:
		if i := p.Sub - access.OutArgument; i < len(r.args) {
			v = r.args[i]
		}
	case p.Sub == 0 && r.v.child(access.Tuple(0)) == nil:
		v = r.v
	default:
		v = r.v.child(access.Tuple(p.Sub))
	}
	if captured(p.Rest) {
		v = a.leftCaptured(v, p.Rest)
	} else {
		v = a.f.at(a.st, v, p.Rest)
	}
	for _, at := range r.passed {
		at.Root, at.Sub, at.Rest = access.CallResult, p.Sub, p.Rest
		v = merge(v, a.f.entryValue(at, nil))
	}
	return v
}
