package taint

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
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
	into   *frame // the call by which the search entered the function, and returns; nil to return to all callers
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

// Destinations returns where the value at a spot goes, the nearest first. Of an argument that is where else the value
// goes in the function.
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
