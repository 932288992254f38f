package alias

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// call unifies arguments and results with the parameters and results of the callee.
func (o *Objects) call(in ssa.CallInstruction) {
	c := in.Common()
	callee := c.Value
	switch v := c.Value.(type) {
	case *ssa.Builtin:
		o.builtin(in, v)
		return
	case *ssa.Function:
		if g := v.Origin(); g != nil && !o.known[v] {
			v, callee = g, g
		}
		if !o.known[v] {
			o.outside(in)
			return
		}
	}
	if c.IsInvoke() {
		o.invoke(in)
		return
	}
	if fn, ok := callee.(*ssa.Function); ok && o.enter(in, fn) {
		return
	}
	fn := o.value(callee)
	for i, a := range c.Args {
		o.same(o.below(fn, param(i)), a)
	}
	o.results(in, fn)
}

// results unifies what a call returns with the results of a function value.
func (o *Objects) results(in ssa.CallInstruction, fn *node) {
	v, ok := in.(*ssa.Call)
	if !ok {
		return
	}
	switch n := v.Call.Signature().Results().Len(); n {
	case 0:
	case 1:
		o.same(o.below(fn, result(0)), v)
	default:
		for i := range n {
			o.unify(o.below(fn, result(i)), o.below(o.value(v), tuple(i)))
		}
	}
}

func (o *Objects) invoke(in ssa.CallInstruction) {
	c := in.Common()
	targets := o.methods(c)
	for _, fn := range targets {
		n := o.value(fn)
		o.same(o.below(n, param(0)), c.Value)
		for i, a := range c.Args {
			o.same(o.below(n, param(i+1)), a)
		}
		o.results(in, n)
	}
	if len(targets) == 0 || c.Method.Exported() { // a type of another package may have the method
		o.outside(in)
	}
}

// outside handles a call of code out of sight.
func (o *Objects) outside(in ssa.CallInstruction) {
	c := in.Common()
	for _, a := range c.Args {
		if refers(a.Type()) {
			o.value(a).given = true
		}
	}
	if c.IsInvoke() {
		o.value(c.Value).given = true
	}
	v, ok := in.(*ssa.Call)
	if !ok {
		return
	}
	n := o.value(v)
	n.taken = true
	if t, ok := v.Type().(*types.Tuple); ok {
		for i := range t.Len() {
			o.below(n, tuple(i)).taken = true
		}
	}
}

func (o *Objects) builtin(in ssa.CallInstruction, b *ssa.Builtin) {
	args := in.Common().Args
	switch b.Name() {
	case "append":
		v, ok := in.(*ssa.Call)
		if !ok {
			return
		}
		o.same(o.value(v), args[0])
		if len(args) > 1 {
			o.unify(o.elements(v), o.elements(args[1]))
		}
	case "copy":
		o.unify(o.elements(args[0]), o.elements(args[1]))
	case "ssa:wrapnilchk":
		if v, ok := in.(*ssa.Call); ok {
			o.same(o.value(v), args[0])
		}
	case "recover":
		if v, ok := in.(*ssa.Call); ok {
			o.value(v).taken = true
		}
	}
}
