package taint

import (
	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// An eventID numbers an event of one function.
type eventID int32

// An event is a point where a value comes to be what it is: an origin (a source, a parameter's content at entry, a cell
// of the heap), or an operation that makes a value out of others. Values and memory hold sets of events, so a copy
// costs nothing and keeps its identity: two loads of the same bytes have the same event, which is why a check of
// one of them is a check of the other.
type event struct {
	at     ssa.Instruction // where it happens; nil for what is there at entry
	place  access.Place    // of an origin that is no source; access.None otherwise
	source *summary.Source // of a source
	preds  []edge
	note   string        // what a trace says of it; "" for an operation that a trace passes over
	said   *summary.Step // the note as a step, when a trace has needed it
	// lazy: a source of the language may be among the origins, see language.go.
	lazy bool
	// number: an origin that is a number, which hides nothing: a length, an id.
	number bool
}

// An edge says that the value of an event was used to make another's.
type edge struct {
	from  eventID
	block *ssa.BasicBlock // where it was used: the block and the index of the instruction in it,
	index int             // or the block's length for a use by a phi in the next block
	label summary.Label
	steps []*summary.Step // inside the callee that it went through
	// choice: one of several values was taken, so what is known of the one that was made is not known of this one.
	choice bool
	// whole: the value itself goes on, with all that it points to.
	whole bool
	// with are the other operands of an operation that uses several values together.
	with []evset
}

// An eventKey finds an event again when its instruction is visited again.
type eventKey struct {
	at   ssa.Instruction
	slot string
	of   eventID // of a projection
}

// A graph holds the events of one function.
type graph struct {
	events []event
	byKey  map[eventKey]eventID
	capped bool // an edge was dropped
}

// maxPreds bounds the edges into one event; more are dropped.
const maxPreds = 256

func (g *graph) get(key eventKey, make func() event) eventID {
	if id, ok := g.byKey[key]; ok {
		return id
	}
	if g.byKey == nil {
		g.byKey = map[eventKey]eventID{}
	}
	id := eventID(len(g.events))
	g.events = append(g.events, make())
	g.byKey[key] = id
	return id
}

// link adds an edge unless it is there.
func (g *graph) link(to eventID, e edge) {
	if e.from == to {
		return
	}
	g.events[to].lazy = g.events[to].lazy || g.events[e.from].lazy
	preds := g.events[to].preds
	for i := range preds {
		p := &preds[i]
		if p.from == e.from && p.block == e.block && p.index == e.index && p.label == e.label && p.choice == e.choice {
			p.with = e.with // of a later visit, so it has what this one had
			p.whole = p.whole || e.whole
			return
		}
	}
	if len(preds) >= maxPreds {
		g.capped = true
		return
	}
	g.events[to].preds = append(preds, e)
}

// keepWhole says of an event that each of the values that it is made of is the value itself.
func (g *graph) keepWhole(id eventID) {
	preds := g.events[id].preds
	for i := range preds {
		preds[i].whole = true
	}
}

// An evset is a sorted set of events.
type evset []eventID

// maxEvents bounds a set; past it the later events are dropped, toward silence.
const maxEvents = 128

func (s evset) union(t evset) evset {
	n := s.together(t)
	switch n {
	case len(s):
		return s
	case len(t):
		return t
	}
	out := make(evset, 0, min(n, maxEvents)) // as long as it gets: states keep many
	i, j := 0, 0
	for len(out) < cap(out) {
		switch {
		case j == len(t) || i < len(s) && s[i] < t[j]:
			out = append(out, s[i])
			i++
		case i == len(s) || s[i] > t[j]:
			out = append(out, t[j])
			j++
		default:
			out = append(out, s[i])
			i, j = i+1, j+1
		}
	}
	return out
}

// together is the size of the union.
func (s evset) together(t evset) int {
	n, i, j := 0, 0, 0
	for i < len(s) && j < len(t) {
		n++
		switch {
		case s[i] < t[j]:
			i++
		case s[i] > t[j]:
			j++
		default:
			i, j = i+1, j+1
		}
	}
	return n + len(s) - i + len(t) - j
}

func (s evset) includes(t evset) bool {
	i := 0
	for _, e := range t {
		for i < len(s) && s[i] < e {
			i++
		}
		if i == len(s) || s[i] != e {
			return false
		}
	}
	return true
}
