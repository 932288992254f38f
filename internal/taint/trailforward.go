package taint

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
)

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

// closure marks the events that are made of those of a leg: those on the way to which the value passed through no
// marked function, and others.
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
