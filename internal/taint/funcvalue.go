package taint

// A target is a function value: a function with what it captured.
type target struct {
	callable
	bindings []*val
}

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
