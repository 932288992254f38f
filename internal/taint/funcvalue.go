package taint

import (
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// A target is a function value: a function with what it captured.
type target struct {
	summary.Callable
	bindings []*val
}

// calleeOfTarget is what is known of a function value.
func (p *pkg) calleeOfTarget(t target) callee {
	if t.Ext == nil {
		return p.calleeOf(t.Fn, t.bindings)
	}
	ce := callee{name: "a function literal", obj: t.Ext.Obj, sum: t.Ext.Sum, bindings: t.bindings}
	if ce.obj != nil {
		ce.name = ce.obj.Pkg().Name() + "." + ce.obj.Name()
		if ce.roles = p.models.Func(ce.obj); ce.roles == nil || ce.roles.ByShape {
			ce.sum = p.imports.Summary(ce.obj)
		}
	}
	return ce
}

// summaryOf is the summary of a function value; nil if there is none.
func (p *pkg) summaryOf(t target) *summary.Summary {
	if t.Ext != nil {
		return t.Ext.Sum
	}
	return p.sums[t.Fn]
}
