package taint

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// A pursuit is one search of a trail, breadth first over legs.
type pursuit struct {
	*Trail
	legs []leg
	seen map[legKey]bool
	ends []End
	back bool
}

// A leg is the part of a search that lies in one function: events that the value is, or may be.
type leg struct {
	f      *function
	ev     evset
	marked bool
	into   *frame // how the search came into the function: by a call, to which it goes back; nil for one that goes to all callers
	depth  int
}

// A frame is a call that a search went into.
type frame struct {
	f  *function // of the call
	at ssa.CallInstruction
	up *frame
}

type legKey struct {
	f      *function
	ev     eventID
	marked bool
	into   *frame
}

// Origins returns where the value at a spot comes from, the nearest first.
func (t *Trail) Origins(s Spot) []End {
	t.mu.Lock()
	defer t.mu.Unlock()
	q := t.ask(true)
	for _, at := range t.calls[s.Call.Lparen] {
		if f := t.function(at.fn); f != nil {
			index, path := argumentAt(at.in.Common(), s.Arg, s.Call.Ellipsis.IsValid())
			q.begin(leg{f: f, ev: f.takenAt(at.in, index, path)})
		}
	}
	return q.answer()
}

// Destinations returns where the value at a spot goes, the nearest first. Of an argument that is where else the value goes in the function.
func (t *Trail) Destinations(s Spot) []End {
	t.mu.Lock()
	defer t.mu.Unlock()
	q := t.ask(false)
	for _, at := range t.calls[s.Call.Lparen] {
		f := t.function(at.fn)
		switch {
		case f == nil:
		case s.Arg == Made:
			q.begin(leg{f: f, ev: f.madeBy(at.in)})
		default:
			index, path := argumentAt(at.in.Common(), s.Arg, s.Call.Ellipsis.IsValid())
			q.begin(leg{f: f, ev: f.takenAt(at.in, index, path), depth: maxInto})
		}
	}
	return slices.DeleteFunc(q.answer(), func(e End) bool { return e.Call == s.Call })
}

func (t *Trail) ask(back bool) *pursuit {
	t.index()
	return &pursuit{Trail: t, seen: map[legKey]bool{}, back: back}
}

func (q *pursuit) answer() []End {
	for i := 0; i < len(q.legs); i++ {
		if i == maxLegs {
			q.p.caps[summary.BoundTrail]++
			break
		}
		l := q.legs[i]
		if q.back {
			q.backward(&l)
		} else {
			q.forward(&l)
		}
	}
	return q.ends
}

// begin adds a leg, less what has been looked at.
func (q *pursuit) begin(l leg) {
	if l.f == nil || l.depth > maxInto {
		return
	}
	var fresh evset
	for _, e := range l.ev {
		if key := (legKey{l.f, e, l.marked, l.into}); !q.seen[key] {
			q.seen[key] = true
			fresh = append(fresh, e)
		}
	}
	if l.ev = fresh; len(fresh) > 0 {
		q.legs = append(q.legs, l)
	}
}

func (q *pursuit) end(e End) {
	if !slices.Contains(q.ends, e) {
		q.ends = append(q.ends, e)
	}
}

// takenAt are the events of what a call takes.
func (f *function) takenAt(in ssa.Instruction, index int, path access.Path) evset {
	var out evset
	for i := range f.uses {
		if u := &f.uses[i]; u.at == in && u.to.Root == access.Given && u.to.Index == index && u.to.Path.Overlaps(path) {
			out = out.union(u.ev)
		}
	}
	return out
}

// madeBy are the events of what an encoder makes.
func (f *function) madeBy(in ssa.Instruction) evset {
	var out evset
	for e := range f.g.events {
		if id := eventID(e); f.g.events[e].at == in && (f.isSlot(id, in, slotEncoded) || f.isSlot(id, in, slotGives+string(access.Tuple(0)))) {
			out = append(out, id)
		}
	}
	return out
}

func (f *function) isSlot(e eventID, at ssa.Instruction, slot string) bool {
	id, ok := f.g.byKey[eventKey{at: at, slot: slot}]
	return ok && id == e
}

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

// through ends a search at a call, or goes into the functions that it may reach. It reports whether the search goes on at what the call takes.
func (q *pursuit) through(l *leg, call ssa.CallInstruction, ev *event, e eventID) bool {
	ce := q.callees(l.f, call)
	known := l.f.kindGiven(ev, call)
	if ce.through && known == "" {
		return true
	}
	if at := q.p.callAt(call.Common().Pos()); at != nil {
		q.end(End{Call: at, Arg: Made, Kind: known, Marked: l.marked})
	}
	for _, body := range ce.bodies {
		f := q.function(body)
		if f == nil {
			continue
		}
		for i := range f.uses {
			u := &f.uses[i]
			switch u.to.Root {
			case access.Result:
				if f.isResult(u.to.Index) && !(l.f.isSlot(e, call, slotGives+string(access.Tuple(0))) && u.to.Index != 0) {
					q.begin(leg{f: f, ev: u.ev, marked: l.marked, into: &frame{l.f, call, l.into}, depth: l.depth + 1})
				}
			case access.Param:
				if !l.f.isSlot(e, call, slotGives+string(access.Tuple(0))) {
					q.begin(leg{f: f, ev: u.ev, marked: l.marked, into: &frame{l.f, call, l.into}, depth: l.depth + 1})
				}
			}
		}
	}
	return false
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

// callersOf calls visit for the calls by which a leg's function is reached; without one, the search ends outside of the package.
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

// forward follows the events of a leg to what is made of them, and to where that goes.
func (q *pursuit) forward(l *leg) {
	plain, marked := q.closure(l)
	for _, c := range []struct {
		in     []bool
		marked bool
	}{{plain, false}, {marked, true}} {
		here := *l
		here.marked = c.marked
		for i := range l.f.uses {
			u := &l.f.uses[i]
			if slices.ContainsFunc(u.ev, func(e eventID) bool { return int(e) < len(c.in) && c.in[e] }) {
				q.leave(&here, u)
			}
		}
	}
}

// closure marks the events that are made of those of a leg: those on the way to which the value passed through no marked function, and others.
func (q *pursuit) closure(l *leg) (plain, marked []bool) {
	g := &l.f.g
	plain, marked = make([]bool, len(g.events)), make([]bool, len(g.events))
	from := map[ssa.Instruction]bool{} // what made the value at the start
	for _, e := range l.ev {
		plain[e], marked[e] = !l.marked, l.marked
		from[g.events[e].at] = true
	}
	for changed := true; changed; {
		changed = false
		for e := range g.events {
			ev := &g.events[e]
			marks := false
			if call, ok := ev.at.(ssa.CallInstruction); ok && l.f.isRecorded(call) && !from[call] {
				ce := q.callees(l.f, call)
				if marks = ce.marks; !ce.through && len(ce.bodies) == 0 {
					continue
				}
			}
			for j := range ev.preds {
				p := ev.preds[j].from
				intoMarked := marked[p] || plain[p] && marks
				if plain[p] && !marks && !plain[e] || intoMarked && !marked[e] {
					plain[e] = plain[e] || plain[p] && !marks
					marked[e] = marked[e] || intoMarked
					changed = true
				}
			}
		}
	}
	return plain, marked
}

// leave goes on where a value is used.
func (q *pursuit) leave(l *leg, u *use) {
	switch u.to.Root {
	case access.Given:
		call, ok := u.at.(ssa.CallInstruction)
		if !ok {
			q.intoClosure(l, u)
			return
		}
		q.givenTo(l, u, call)
	case access.Result, access.Param:
		if l.into != nil || l.depth >= maxInto || u.to.Root == access.Result && !l.f.isResult(u.to.Index) {
			return // what the caller has of it is made of what it gave
		}
		q.callersOf(l, func(f *function, at ssa.CallInstruction, up *frame) {
			q.begin(leg{f: f, ev: f.leftBy(at, u.to), marked: l.marked, into: up, depth: l.depth + 1})
		}, q.outerType(l, u.to))
	case access.Free:
		if parent := l.f.fn.Parent(); parent != nil && l.into == nil {
			for _, c := range q.takers(parent, l.f.fn) {
				if f := q.function(c.fn); f != nil {
					q.begin(leg{f: f, ev: f.leftBy(c.in, u.to), marked: l.marked, depth: l.depth + 1})
				}
			}
		}
	case access.Cell:
		for _, fn := range q.address[u.to.Cell] {
			if f := q.function(fn); f != nil && l.depth < maxInto {
				q.begin(leg{f: f, ev: f.originsAt(u.to), marked: l.marked, depth: l.depth + 1})
			}
		}
	}
}

// givenTo ends a search at a call that takes the value, and goes into the functions that it may reach.
func (q *pursuit) givenTo(l *leg, u *use, call ssa.CallInstruction) {
	ce := q.callees(l.f, call)
	if at := q.p.callAt(call.Common().Pos()); at != nil {
		q.end(End{Call: at, Arg: q.written(call.Common(), u.to), Through: ce.through, Marked: l.marked || ce.marks && ce.through})
	}
	for _, body := range ce.bodies {
		if l.depth >= maxInto {
			return
		}
		if f := q.function(body); f != nil {
			p := u.to
			p.Root = access.Param
			q.begin(leg{f: f, ev: f.originsAt(p), marked: l.marked, into: &frame{l.f, call, l.into}, depth: l.depth + 1})
		}
	}
}

// intoClosure goes on in a closure that has captured the value.
func (q *pursuit) intoClosure(l *leg, u *use) {
	m, ok := u.at.(*ssa.MakeClosure)
	if !ok || l.depth >= maxInto {
		return
	}
	if f := q.function(m.Fn.(*ssa.Function)); f != nil {
		p := u.to
		p.Root = access.Free
		q.begin(leg{f: f, ev: f.originsAt(p), marked: l.marked, depth: l.depth + 1})
	}
}

// originsAt are the events of what lies at a place when the function begins.
func (f *function) originsAt(p access.Place) evset {
	var out evset
	for e := range f.g.events {
		at := f.g.events[e].place
		if at.Root == p.Root && at.Index == p.Index && at.Cell == p.Cell && at.Path.Overlaps(p.Path) {
			out = append(out, eventID(e))
		}
	}
	return out
}

// leftBy are the events of what a call leaves at a place of its callee: a result or what an argument points to.
func (f *function) leftBy(in ssa.Instruction, p access.Place) evset {
	given, written := slotGives+string(access.Tuple(p.Index)), "to"+access.Place{Root: p.Root, Index: p.Index}.String()
	var out evset
	for key, id := range f.g.byKey {
		if key.at == in && key.of == 0 && (p.Root == access.Result && key.slot == given || strings.Contains(key.slot, written)) {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}
