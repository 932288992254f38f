package taint

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
)

// backward follows the events of a leg to what they are made of.
func (q *pursuit) backward(l *leg) {
	type at struct {
		e      eventID
		marked bool
	}
	queue, seen := []at{}, map[at]bool{}
	push := func(a at) {
		if !seen[a] {
			seen[a] = true
			queue = append(queue, a)
		}
	}
	for _, e := range l.ev {
		push(at{e, l.marked})
	}
	for i := 0; i < len(queue); i++ {
		a := queue[i]
		ev := &l.f.g.events[a.e]
		here := *l
		here.marked = a.marked
		call, isCall := ev.at.(ssa.CallInstruction)
		switch {
		case isCall && l.f.isRecorded(call):
			ce := q.callees(l.f, call)
			here.marked = a.marked || ce.marks
			if !q.through(&here, call, ev, a.e) {
				continue
			}
		case ev.source != nil:
			q.end(End{Kind: ev.source.Kind.String(), Marked: a.marked, Type: q.outerType(l, ev.source.In)})
			q.enter(&here, ev.source.In)
		case ev.place.Root != access.None:
			q.enter(&here, ev.place)
		}
		for j := range ev.preds {
			push(at{ev.preds[j].from, here.marked})
		}
	}
}

// isRecorded reports whether a call is one of those whose arguments and results have events of their own.
func (f *function) isRecorded(in ssa.CallInstruction) bool {
	_, builtin := in.Common().Value.(*ssa.Builtin)
	return !builtin
}

// through ends a search at a call, or goes into the functions that it may reach. It reports whether the search goes
// on at what the call takes.
func (q *pursuit) through(l *leg, call ssa.CallInstruction, ev *event, e eventID) bool {
	ce := q.callees(l.f, call)
	known := l.f.kindGiven(ev, call)
	if ce.through && known == "" {
		return true
	}
	if at := q.p.callAt(call.Common().Pos()); at != nil {
		q.end(End{Call: at, Arg: Made, Kind: known, Marked: l.marked})
	}
	first := l.f.isSlot(e, call, slotGives+string(access.Tuple(0)))
	for _, body := range ce.bodies {
		if f := q.function(body); f != nil {
			q.begin(leg{f: f, ev: f.givenBack(first), marked: l.marked, into: &frame{l.f, call, l.into}, depth: l.depth + 1})
		}
	}
	return false
}

// givenBack are the events of what a function returns and, unless it is its first result that is asked for, of what it
// leaves below its parameters.
func (f *function) givenBack(first bool) evset {
	var out evset
	for i := range f.uses {
		u := &f.uses[i]
		if u.to.Root == access.Param && !first || u.to.Root == access.Result && f.isResult(u.to.Index) && (!first || u.to.Index == 0) {
			out = out.union(u.ev)
		}
	}
	return out
}

// kindGiven is the kind of the source that a call's event stands for; empty if it is none.
func (f *function) kindGiven(ev *event, call ssa.Instruction) string {
	if ev.source != nil && !kind.Lazy.Has(ev.source.Kind) {
		return ev.source.Kind.String()
	}
	for i := range ev.preds {
		if from := &f.g.events[ev.preds[i].from]; from.at == call && from.source != nil && !kind.Lazy.Has(from.source.Kind) {
			return from.source.Kind.String()
		}
	}
	return ""
}

// isResult reports whether a result carries data.
func (f *function) isResult(i int) bool {
	res := f.fn.Signature.Results()
	return i < res.Len() && shape.CarriesData(res.At(i).Type())
}

// enter goes on behind a place that a function has got its value from.
func (q *pursuit) enter(l *leg, p access.Place) {
	switch p.Root {
	case access.Param:
		q.callersOf(l, func(f *function, at ssa.CallInstruction, up *frame) {
			q.begin(leg{f: f, ev: f.takenAt(at, p.Index, p.Path), marked: l.marked, into: up, depth: l.depth + 1})
		}, q.outerType(l, p))
	case access.Free:
		if parent := l.f.fn.Parent(); parent != nil {
			if f := q.function(parent); f != nil {
				for _, in := range closuresOf(parent, l.f.fn) {
					q.begin(leg{f: f, ev: f.takenAt(in, p.Index, p.Path), marked: l.marked, depth: l.depth + 1})
				}
			}
		}
	case access.Cell:
		for _, fn := range q.address[p.Cell] {
			f := q.function(fn)
			if f == nil {
				continue
			}
			for i := range f.uses {
				if u := &f.uses[i]; u.to.Root == access.Cell && u.to.Cell == p.Cell && u.to.Path.Overlaps(p.Path) {
					q.begin(leg{f: f, ev: u.ev, marked: l.marked, depth: l.depth + 1})
				}
			}
		}
	case access.None:
	default:
		q.end(End{Marked: l.marked})
	}
}

// callersOf calls visit for the calls by which a leg's function is reached; without one, the search ends outside of
// the package.
func (q *pursuit) callersOf(l *leg, visit func(*function, ssa.CallInstruction, *frame), outer types.Type) {
	if l.into != nil {
		visit(l.into.f, l.into.at, l.into.up)
		return
	}
	callers := q.callers[l.f.fn]
	if parent := l.f.fn.Parent(); parent != nil && len(callers) == 0 {
		callers = q.takers(parent, l.f.fn)
	}
	for _, c := range callers {
		if f := q.function(c.fn); f != nil {
			visit(f, c.in, nil)
		}
	}
	if len(callers) == 0 {
		q.end(End{Marked: l.marked, Type: outer})
	}
}

// takers are the calls in a function that call a closure of it, or take it as an argument.
func (q *pursuit) takers(parent, closure *ssa.Function) (out []callIn) {
	f := q.function(parent)
	if f == nil {
		return nil
	}
	for _, b := range parent.Blocks {
		for _, in := range b.Instrs {
			call, ok := in.(ssa.CallInstruction)
			if !ok || !f.isRecorded(call) {
				continue
			}
			if slices.Contains(q.Trail.callees(f, call).bodies, closure) {
				out = append(out, callIn{parent, call})
			}
		}
	}
	return out
}

func closuresOf(parent, closure *ssa.Function) (out []ssa.Instruction) {
	for _, b := range parent.Blocks {
		for _, in := range b.Instrs {
			if m, ok := in.(*ssa.MakeClosure); ok && m.Fn == closure {
				out = append(out, in)
			}
		}
	}
	return out
}

// outerType is the type of a parameter or result of a leg's function.
func (q *pursuit) outerType(l *leg, p access.Place) types.Type {
	switch sig := l.f.fn.Signature; {
	case p.Root == access.Param && p.Index < len(l.f.fn.Params):
		return l.f.fn.Params[p.Index].Type()
	case p.Root == access.Result && p.Index < sig.Results().Len():
		return sig.Results().At(p.Index).Type()
	}
	return nil
}
