package taint

import (
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// A sink inside of a callee, as this function sees it: where a report belongs, and what the callee decodes into or
// writes.

const passedTo = "passed to " // begins a step

// sinksInside records what reaches sinks inside a function that is modelled, less what its model says itself: of the
// same kind, from the same argument.
func (k *calling) sinksInside(ce callee) {
	var at []access.Place
	for i := range ce.roles.Sinks {
		if p := ce.roles.Sinks[i].At; p.Root == model.Arg {
			at = append(at, access.Place{Index: p.Index + (len(k.args) - k.sig.Params().Len())})
		} else {
			at = append(at, access.Place{})
		}
	}
	a := &application{calling: k, ce: ce, out: map[int]*val{}}
	for i := range ce.sum.Flows {
		fl := &ce.sum.Flows[i]
		said := false
		for j := range ce.roles.Sinks {
			said = said || fl.Sink != nil && fl.From.Root == access.Param && fl.From.Index == at[j].Index && fl.Sink.Kind == kind.Of(ce.roles.Sinks[j].Kind)
		}
		if fl.Sink != nil && !said {
			a.read(i, fl)
		}
	}
}

// sink records that a value reaches a sink inside the callee.
func (a *application) sink(i int, fl *summary.Flow, v *val, ev evset) {
	s := *fl.Sink
	if s.Target == nil || types.IsInterface(s.Target) {
		if op := a.operand(s.TargetAt); op != nil {
			s.Target = staticType(op)
		}
		s.TargetAt = a.targetAt(s.TargetAt)
	}
	s.Modelled = s.Modelled && a.f.p.tells(&s)
	if ev = a.withoutOwn(fl, ev); len(ev) == 0 {
		return
	}
	slot := a.slot + "sink inside" + strconv.Itoa(i)
	if a.f.again(slot, ev) {
		return
	}
	steps := a.stamped(fl.Steps)
	if a.ce.name != "" {
		steps = append([]*summary.Step{a.f.step(passedTo + a.ce.name)}, steps...)
	}
	if s.Site == nil {
		s.Site = a.f.siteHere(false)
	}
	a.f.use(slot, use{ev: ev, sink: &s, label: a.f.labelOf(fl), steps: steps, judges: s.ByUse != 0})
}

// operand is the operand that a parameter of the callee is given; nil if there is none.
func (a *application) operand(p access.Place) ssa.Value {
	if p.Root != access.Param || p.Index >= len(a.ops) {
		return nil
	}
	return a.ops[p.Index]
}

// targetAt says which parameter of this function the decode target is, if it is one.
func (a *application) targetAt(p access.Place) access.Place {
	if op := a.operand(p); op != nil {
		return a.f.parameterOf(op)
	}
	return access.Place{}
}

// staticType is the type of an operand before it was made an interface.
func staticType(v ssa.Value) types.Type {
	if mi, ok := v.(*ssa.MakeInterface); ok {
		return mi.X.Type()
	}
	return v.Type()
}

// parameterOf is the parameter that an operand is, itself or its address; the zero place if none.
func (f *function) parameterOf(v ssa.Value) access.Place {
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
			return access.Place{Root: access.Param, Index: slices.Index(f.fn.Params, x)}
		}
		return access.Place{}
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
