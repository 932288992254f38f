package taint

import (
	"encoding/binary"
	"fmt"
	"go/types"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/position"
	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/branch"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// A hop is one state of the search from a use back to the origins.
type hop struct {
	ev     eventID
	block  *ssa.BasicBlock // where the event's value was used
	index  int
	label  summary.Label // of all that happens from here to the use
	whole  bool          // the value itself gets there
	parent int           // the hop that this one leads to; -1 at the use
	steps  []*summary.Step
}

const (
	// maxHops bounds one search,
	maxHops = 20_000
	// and hopsPerEvent all searches of a function together: a function with many uses, each of which leads back to most of
	// its events, costs their product otherwise. Past the bound a search has fewHops.
	hopsPerEvent = 64
	fewHops      = 500
)

// used is an event where its value is used.
type used struct {
	ev    eventID
	block *ssa.BasicBlock
	index int
}

// usedHeld are the checks that hold where an event's value is used.
type usedHeld struct {
	used
	by []*check
}

// A search goes back from one use to the origins, shortest ways first. What a check has proved where a value was used
// is cleared on this way.
type search struct {
	f      *function
	checks []*check
	u      *use
	hops   []hop
	left   int               // hops of all searches that are left
	seen   [][]summary.Label // by event
	whole  []bool            // by event: the value itself was seen to get to the use
	cover  [][]int32         // by event: the indexes of the checks that cover it
	held   [][]usedHeld      // by event: what holds where it was looked at
	ends   []int             // the hops that reached an origin
	// open are the blocks that can be reached although all of some checks have failed, by the checks' indexes.
	open map[string][]bool
	// known is what predictable computes, when a way has asked.
	known []uint8
}

func (f *function) newSearch(checks []*check) *search {
	n := len(f.g.events)
	s := &search{f: f, checks: checks, seen: make([][]summary.Label, n), whole: make([]bool, n), left: max(maxHops, hopsPerEvent*n)}
	if len(checks) > 0 {
		s.cover, s.held = make([][]int32, n), make([][]usedHeld, n)
	}
	for i, c := range checks {
		for ev, covered := range c.covers {
			if covered && ev < n {
				s.cover[ev] = append(s.cover[ev], int32(i))
			}
		}
	}
	return s
}

// back searches from a use. What the search before has found is gone then.
func (s *search) back(u *use) {
	for i := range s.hops {
		ev := s.hops[i].ev
		s.seen[ev], s.whole[ev] = s.seen[ev][:0], false
	}
	f := s.f
	limit := min(maxHops, max(s.left, fewHops))
	s.u, s.hops, s.ends = u, s.hops[:0], s.ends[:0]
	for _, e := range u.ev {
		s.push(hop{ev: e, block: u.block, index: u.index, label: u.label, whole: u.exact, parent: -1})
	}
	for i := 0; i < len(s.hops); i++ {
		if i > limit {
			f.caps.Meet(summary.BoundHops)
			if s.reachedSource() {
				f.caps.Sever(summary.BoundHops)
			}
			break
		}
		s.left--
		h := s.hops[i]
		ev := &f.g.events[h.ev]
		if ev.place.Root != access.None || ev.source != nil {
			s.ends = append(s.ends, i)
		}
		for j := range ev.preds {
			p := &ev.preds[j]
			l := p.label.Then(h.label)
			l.Mixed = l.Mixed || len(p.with) > 0 && p.mixed(s.predictable())
			s.push(hop{ev: p.from, block: p.block, index: p.index, label: l, whole: h.whole && p.whole, parent: i, steps: p.steps})
		}
	}
}

// reachedSource reports whether an origin found so far is a source.
func (s *search) reachedSource() bool {
	return slices.ContainsFunc(s.ends, func(end int) bool { return s.f.g.events[s.hops[end].ev].source != nil })
}

// push adds a hop unless the event was reached with less cleared.
func (s *search) push(h hop) {
	for _, c := range s.holding(&h) {
		l := summary.Label{Clears: c.kinds, Refused: c.refuses, Deep: h.label.Deep}
		if c.kinds != 0 {
			l.Why = s.f.reason(c)
		}
		h.label = l.Then(h.label)
	}
	for _, l := range s.seen[h.ev] {
		if l.Weaker(h.label) && (s.whole[h.ev] || !h.whole) {
			return
		}
	}
	if len(s.seen[h.ev]) >= maxLabels {
		s.f.caps.Meet(summary.BoundLabels)
		if s.f.g.events[h.ev].source != nil {
			s.f.caps.Sever(summary.BoundLabels)
		}
		return
	}
	s.seen[h.ev], s.whole[h.ev] = append(s.seen[h.ev], h.label), s.whole[h.ev] || h.whole
	s.hops = append(s.hops, h)
}

// holding are the checks that have proved what a hop stands for where it was used: alone, or together on all ways that
// lead there.
func (s *search) holding(h *hop) []*check {
	if s.cover == nil || len(s.cover[h.ev]) == 0 {
		return nil
	}
	for _, at := range s.held[h.ev] {
		if at.block == h.block && at.index == h.index {
			return at.by
		}
	}
	at := used{h.ev, h.block, h.index}
	by := s.holdingAt(at)
	s.held[h.ev] = append(s.held[h.ev], usedHeld{at, by})
	return by
}

func (s *search) holdingAt(h used) []*check {
	var out []*check
	var others, amounts []int32 // that may have failed
	for _, i := range s.cover[h.ev] {
		c := s.checks[i]
		switch {
		case c.holdsAt(h.block, h.index):
			out = append(out, c)
		case c.refuses != 0:
		case c.narrow:
			amounts = append(amounts, int32(i))
		default:
			others = append(others, int32(i))
		}
	}
	if len(out) > 0 || h.block == nil {
		return out
	}
	if c := s.together(others, h.block); c != nil {
		return []*check{c}
	}
	if c := s.together(amounts, h.block); c != nil {
		return []*check{c}
	}
	return nil
}

// together is the first of some checks if all paths to a block have the success of one or another of them behind them.
func (s *search) together(some []int32, at *ssa.BasicBlock) *check {
	if len(some) < 2 || s.checks[some[0]].kinds != s.checks[some[len(some)-1]].kinds {
		return nil
	}
	var which []byte
	for _, i := range some {
		which = binary.AppendUvarint(which, uint64(i))
	}
	if s.open == nil {
		s.open = map[string][]bool{}
	}
	open, ok := s.open[string(which)]
	if !ok {
		var cut []branch.Edge
		for _, i := range some {
			cut = append(cut, s.checks[i].branches...)
		}
		open = s.f.openBlocks(cut)
		s.open[string(which)] = open
	}
	if open[at.Index] {
		return nil
	}
	return s.checks[some[0]]
}

// maxLabels bounds in how many ways an event is looked at in one search.
const maxLabels = 8

func (f *function) reason(c *check) string {
	if c.reason == "" {
		pos := position.Of(f.p.pass.Fset, positionOf(c.at))
		c.reason = fmt.Sprintf("verified by %s (%s:%d)", c.label, filepath.Base(pos.Filename), pos.Line)
	}
	return c.reason
}

// flow is the way that reached an origin by a hop, without its trace.
func (s *search) flow(end int) summary.Flow {
	h := &s.hops[end]
	ev := &s.f.g.events[h.ev]
	l := h.label
	if ev.source != nil && ev.source.Start != (summary.Label{}) {
		start := ev.source.Start
		start.Deep = l.Deep
		l = start.Then(l)
	}
	fl := summary.Flow{From: ev.place, Src: ev.source, To: s.u.to, Sink: s.u.sink, Label: l, Exact: h.whole}
	if fl.From.Root == access.Cell || fl.To.Root == access.Cell {
		fl.At = s.u.at
	}
	s.refuses(&fl)
	// No query asks for other flows' Mixed.
	fl.Label.Mixed = fl.Label.Mixed && (fl.Src == nil || fl.Lazy() || fl.Sink != nil && kind.Joined(fl.Sink.Kind))
	return fl
}

// trace lists the steps from an origin, reached by a hop, to the use.
func (s *search) trace(end int) []*summary.Step {
	var out []*summary.Step
	ev := &s.f.g.events[s.hops[end].ev]
	if ev.source != nil {
		out = append(out, ev.source.Steps...)
	}
	for at := end; at >= 0; at = s.hops[at].parent {
		e := &s.f.g.events[s.hops[at].ev]
		if e.note != "" && !(e.source != nil && e.source.Held && s.hops[at].parent >= 0 && s.readsNext(at)) {
			out = append(out, s.f.said(e))
		}
		out = append(out, s.hops[at].steps...)
	}
	out = append(out, s.u.steps...)
	return summary.Shorten(out)
}

// said is an event's note as a step.
func (f *function) said(e *event) *summary.Step {
	if e.said == nil {
		pos := positionOf(e.at)
		if e.source != nil && e.source.Pos.IsValid() {
			pos = e.source.Pos
		}
		e.said = &summary.Step{Pos: pos, Func: f.name, Message: e.note}
		if f.wrapper {
			e.said = &summary.Step{Message: e.note}
			if m, ok := f.fn.Object().(*types.Func); ok && e.source != nil && m.Pkg() == f.p.pass.Pkg {
				e.said.Pos, e.said.Func = m.Pos(), f.name // a trace that begins with a method value begins at the method
			}
		}
	}
	return e.said
}

// readsNext reports whether the next event on the way says where a source is read, so that it need not be said of the
// source itself.
func (s *search) readsNext(at int) bool {
	return s.f.g.events[s.hops[s.hops[at].parent].ev].note == s.f.g.events[s.hops[at].ev].note
}
