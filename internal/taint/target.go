package taint

import (
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
)

// A sink inside of a callee, as this function sees it: where a report belongs, and what the callee decodes into or writes.

const passedTo = "passed to " // begins a step

// sinksInside records what reaches sinks inside a function that is modelled, less what its model says itself: of the same kind, from the
// same argument.
func (k *calling) sinksInside(ce callee) {
	var at []place
	for i := range ce.roles.Sinks {
		if p := ce.roles.Sinks[i].At; p.Root == model.Arg {
			at = append(at, place{index: p.Index + (len(k.args) - k.sig.Params().Len())})
		} else {
			at = append(at, place{})
		}
	}
	a := &application{calling: k, ce: ce, out: map[int]*val{}}
	for i := range ce.sum.flows {
		fl := &ce.sum.flows[i]
		said := false
		for j := range ce.roles.Sinks {
			said = said || fl.sink != nil && fl.from.kind == rootParam && fl.from.index == at[j].index && fl.sink.kind == kindOf(ce.roles.Sinks[j].Kind)
		}
		if fl.sink != nil && !said {
			a.read(i, fl)
		}
	}
}

// sink records that a value reaches a sink inside the callee.
func (a *application) sink(i int, fl *flow, v *val, ev evset) {
	s := *fl.sink
	if s.target == nil || types.IsInterface(s.target) {
		if op := a.operand(s.targetAt); op != nil {
			s.target = staticType(op)
		}
		s.targetAt = a.targetAt(s.targetAt)
	}
	s.modelled = s.modelled && a.f.p.tells(&s)
	if ev = a.withoutOwn(fl, ev); len(ev) == 0 {
		return
	}
	slot := a.slot + "sink inside" + strconv.Itoa(i)
	if a.f.again(slot, ev) {
		return
	}
	steps := a.stamped(fl.steps)
	if a.ce.name != "" {
		steps = append([]*Step{a.f.step(passedTo + a.ce.name)}, steps...)
	}
	if s.site == nil {
		s.site = a.f.siteHere(false)
	}
	a.f.use(slot, use{ev: ev, sink: &s, label: a.f.labelOf(fl), steps: steps})
}

// operand is the operand that a parameter of the callee is given; nil if there is none.
func (a *application) operand(p place) ssa.Value {
	if p.kind != rootParam || p.index >= len(a.ops) {
		return nil
	}
	return a.ops[p.index]
}

// targetAt says which parameter of this function the decode target is, if it is one.
func (a *application) targetAt(p place) place {
	if op := a.operand(p); op != nil {
		return a.f.parameterOf(op)
	}
	return place{}
}

// staticType is the type of an operand before it was made an interface.
func staticType(v ssa.Value) types.Type {
	if mi, ok := v.(*ssa.MakeInterface); ok {
		return mi.X.Type()
	}
	return v.Type()
}

// parameterOf is the parameter that an operand is, itself or its address; the zero place if none.
func (f *function) parameterOf(v ssa.Value) place {
	for {
		switch x := v.(type) {
		case *ssa.MakeInterface:
			v = x.X
			continue
		case *ssa.ChangeInterface:
			v = x.X
			continue
		case *ssa.FieldAddr:
			v = x.X
			continue
		case *ssa.UnOp:
			v = x.X
			continue
		case *ssa.Alloc:
			if p := spilled(x); p != nil {
				v = p
				continue
			}
		case *ssa.Parameter:
			return place{kind: rootParam, index: slices.Index(f.fn.Params, x)}
		}
		return place{}
	}
}

// spilled is the parameter that a local variable holds and nothing else; nil if it is none.
func spilled(a *ssa.Alloc) *ssa.Parameter {
	var out *ssa.Parameter
	for _, r := range *a.Referrers() {
		if s, ok := r.(*ssa.Store); ok && s.Addr == a {
			p, ok := s.Val.(*ssa.Parameter)
			if !ok || out != nil {
				return nil
			}
			out = p
		}
	}
	return out
}
