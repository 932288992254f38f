package taint

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// A callee is one function that a call may reach, with what is known of it: a model, a summary, or nothing.
type callee struct {
	name     string // for traces
	fn       *ssa.Function
	obj      *types.Func
	roles    *model.Roles
	sum      *summary.Summary
	bindings []*val
	// within is the type whose embedded field, at the path of indexes, the receiver is; nil if it is the receiver itself.
	within types.Type
	index  []int
}

func (c callee) signature() *types.Signature {
	if c.fn != nil {
		return c.fn.Signature
	}
	if c.obj != nil {
		return c.obj.Type().(*types.Signature)
	}
	return types.NewSignatureType(nil, nil, nil, nil, nil, false)
}

// A calling is a call while it is applied.
type calling struct {
	f    *function
	st   *state
	in   ssa.Instruction
	call *ssa.CallCommon
	args []*val      // the receiver first
	ops  []ssa.Value // the operands behind args; nil where there is none
	slot string      // tells the events of several callees apart
	sig  *types.Signature
	// depth counts the function values that are being called inside each other here.
	depth int
	// unsure: what the callee does to its results is not wholly known.
	unsure bool
	// foreign: nothing at all is known of a callee.
	foreign bool
	// perhaps: that the call happens is assumed, so it overwrites nothing.
	perhaps bool
}

// maxDepthOfCalls bounds how deep function values that call function values are followed at one call.
const maxDepthOfCalls = 3

// call interprets a call and returns its result, a tuple if it has several.
func (f *function) call(st *state, in ssa.Instruction, c *ssa.CallCommon) *val {
	k := &calling{f: f, st: st, in: in, call: c, sig: c.Signature()}
	if b, ok := c.Value.(*ssa.Builtin); ok {
		for _, a := range c.Args {
			k.args, k.ops = append(k.args, f.value(a)), append(k.ops, a)
		}
		return k.builtin(b)
	}
	if c.IsInvoke() {
		k.args, k.ops = append(k.args, f.value(c.Value)), append(k.ops, c.Value)
	}
	for _, a := range c.Args {
		k.args, k.ops = append(k.args, f.value(a)), append(k.ops, a)
	}
	k.takes()
	callees := f.resolve(c)
	if len(callees) == 0 {
		k.unsure, k.foreign = true, true
		return f.assigned(k.getter(k.own(k.gives(k.completed(k.dynamic(), callee{}))), nil), in, k.sig, nil)
	}
	var out *val
	ends := true
	for i, ce := range callees {
		k.slot = ""
		if len(callees) > 1 {
			k.slot = "~" + ce.name
		}
		r := k.completed(k.apply(ce), ce)
		if i == 0 {
			out = r
		} else {
			out = merge(out, r)
		}
		k.foreign = k.foreign || ce.sum == nil && ce.roles == nil
		k.unsure = k.unsure || ce.sum == nil
		ends = ends && (ce.roles != nil && ce.roles.NoReturn || ce.sum != nil && ce.sum.NoReturn)
	}
	if known, left := k.others(); left {
		out = merge(out, known)
	}
	if _, ok := in.(*ssa.Call); ok && ends {
		f.ends[in.Block().Index] = true
	}
	return f.assigned(k.getter(k.own(k.gives(k.hidden(out, callees))), callees), in, k.sig, callees)
}

// apply interprets one callee.
func (k *calling) apply(ce callee) *val {
	if ce.within != nil {
		return k.promoted(ce)
	}
	switch {
	case ce.roles != nil && (!ce.roles.ByShape || ce.sum == nil):
		if ce.sum != nil {
			k.sinksInside(ce)
		}
		return k.applyRoles(ce)
	case ce.sum != nil:
		if ce.roles != nil {
			k.applySinks(ce)
		}
		return k.applySummary(ce)
	}
	return k.unknown(ce.name)
}

// resolve finds what a call may reach. Nothing means a function value or an interface that is not known here.
func (f *function) resolve(c *ssa.CallCommon) []callee {
	if c.IsInvoke() {
		return f.resolveInvoke(c)
	}
	if fn, ok := c.Value.(*ssa.Function); ok {
		return []callee{f.p.calleeOf(fn, nil)}
	}
	var out []callee
	for _, t := range f.value(c.Value).functions() {
		out = append(out, f.p.calleeOfTarget(t))
	}
	return out
}

func (v *val) functions() []target {
	if v == nil {
		return nil
	}
	return v.fns
}

func (v *val) dynamicTypes() []types.Type {
	if v == nil {
		return nil
	}
	return v.typs
}

// resolveInvoke finds the implementations of an interface method: those of the dynamic types if they are known; what a
// model says of the method, unless all types are known; else the implementers in the package and its imports.
func (f *function) resolveInvoke(c *ssa.CallCommon) []callee {
	roles := f.p.models.Func(c.Method)
	var out []callee
	for _, t := range f.value(c.Value).dynamicTypes() {
		if ce, ok := f.p.methodOf(t, c.Method); ok {
			out = append(out, ce)
		}
	}
	if len(out) > 0 && (roles == nil || allKnown(out) && !f.value(c.Value).open()) {
		return out
	}
	if roles != nil {
		ofModel := callee{name: methodName(c.Method), obj: c.Method, roles: roles}
		if !allKnown(out) {
			return []callee{ofModel}
		}
		return append(out, ofModel)
	}
	return f.p.implementers(c)
}

// allKnown reports whether something is known of each callee.
func allKnown(cs []callee) bool {
	for _, c := range cs {
		if c.roles == nil && c.sum == nil {
			return false
		}
	}
	return true
}

func methodName(m *types.Func) string {
	if sig, ok := m.Type().(*types.Signature); ok && sig.Recv() != nil {
		if n := shape.NameOf(sig.Recv().Type()); n != nil {
			return n.Name() + "." + m.Name()
		}
	}
	if m.Pkg() != nil {
		return m.Pkg().Name() + "." + m.Name()
	}
	return m.Name()
}

// own gives each result that is a reference memory of its own, so that what is written through one copy is seen through
// another.
func (k *calling) own(v *val) *val {
	reg, ok := k.in.(*ssa.Call)
	if !ok {
		return v
	}
	res := k.sig.Results()
	if res.Len() == 1 {
		return k.owned(reg, "result", res.At(0).Type(), v)
	}
	for i := range res.Len() {
		e := access.Tuple(i)
		if c := k.owned(reg, "result"+string(e), res.At(i).Type(), v.child(e)); c != nil {
			v = v.with(e, c)
		}
	}
	return v
}

func (k *calling) owned(reg ssa.Value, slot string, typ types.Type, v *val) *val {
	if len(v.addrs()) > 0 && len(v.sub) == 0 || shape.IsError(typ) {
		return v
	}
	switch shape.Core(typ).(type) {
	case *types.Pointer, *types.Slice, *types.Map, *types.Chan, *types.Interface:
	default:
		if k.foreign {
			v = merge(v, k.f.madeValue(reg, slot, typ))
		}
		return v
	}
	o := k.f.objectAt(reg, slot, shape.Pointee(typ))
	o.opaque = o.opaque || k.unsure
	if k.foreign {
		k.f.makes(o, reg.Name()+slot)
	}
	out := val{refs: []ref{{obj: o}}}
	if v != nil {
		out = *v
		content := *v
		content.refs = nil
		k.st.set(o, &content)
		out.refs = unionRefs(v.refs, []ref{{obj: o}})
		out.sub = nil
		out.forget()
	}
	return &out
}

// results builds the value of a call out of its results.
func (k *calling) results(of func(i int, t types.Type) *val) *val {
	res := k.sig.Results()
	if res.Len() == 1 {
		return of(0, res.At(0).Type())
	}
	var out *val
	for i := range res.Len() {
		if v := of(i, res.At(i).Type()); v != nil {
			out = out.with(access.Tuple(i), v)
		}
	}
	return out
}

// callTarget applies a function value as if it were called here.
func (k *calling) callTarget(t target, args []*val, slot string) *val {
	ce := k.f.p.calleeOfTarget(t)
	if k.depth >= maxDepthOfCalls {
		k.f.caps.Meet(summary.BoundCalls)
		return nil
	}
	inner := &calling{f: k.f, st: k.st, in: k.in, call: k.call, sig: t.Signature(), slot: slot + "~" + ce.name, depth: k.depth + 1, perhaps: k.perhaps}
	inner.args = make([]*val, t.Parameters())
	inner.ops = make([]ssa.Value, t.Parameters())
	copy(inner.args, args)
	return inner.apply(ce)
}
