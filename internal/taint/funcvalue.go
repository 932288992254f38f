package taint

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A target is a function value: a function with what it captured.
type target struct {
	fn       *ssa.Function
	ext      *foreign // of another package; fn is nil then
	bindings []*val
}

// A foreign function is one of another package that came out of a call: a function literal, a method's value, or a
// declared function.
type foreign struct {
	path string // of the package of a declared function; "" for others
	name string // tells those of one package apart, and names what they captured
	free int    // captured variables
	sum  *summary
	sig  *types.Signature
	obj  *types.Func // of a declared function
}

// calls reports whether two function values are the same function, whatever they captured.
func (t target) calls(u target) bool { return t.fn == u.fn && t.ext == u.ext }

// name names a function among those of its package.
func (t target) name() string {
	if t.ext != nil {
		return t.ext.name
	}
	return t.fn.Name()
}

func (t target) freeVars() int {
	if t.ext != nil {
		return t.ext.free
	}
	return len(t.fn.FreeVars)
}

func (t target) signature() *types.Signature {
	if t.ext != nil {
		return t.ext.sig
	}
	return t.fn.Signature
}

// parameters is the number of parameters of a function value, with the receiver of a method that it is.
func (t target) parameters() int {
	n := t.signature().Params().Len()
	if t.ext != nil {
		return n
	}
	if t.fn.Signature.Recv() != nil {
		n++
	}
	return max(n, len(t.fn.Params))
}

// bindingElem names what a function value captured as variable i, below the value.
func (t target) bindingElem(i int) string { return ".$" + t.name() + "#" + tupleElem(i) }

// calleeOfTarget is what is known of a function value.
func (p *pkg) calleeOfTarget(t target) callee {
	if t.ext == nil {
		return p.calleeOf(t.fn, t.bindings)
	}
	ce := callee{name: "a function literal", obj: t.ext.obj, sum: t.ext.sum, bindings: t.bindings}
	if ce.obj != nil {
		ce.name = ce.obj.Pkg().Name() + "." + ce.obj.Name()
		if ce.roles = p.models.Func(ce.obj); ce.roles == nil || ce.roles.ByShape {
			ce.sum = p.factOf(ce.obj)
		}
	}
	return ce
}

// summaryOf is the summary of a function value; nil if there is none.
func (p *pkg) summaryOf(t target) *summary {
	if t.ext != nil {
		return t.ext.sum
	}
	return p.sums[t.fn]
}
