package taint

import (
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// A spending says what comes of a use that only counts if what the call gives back is spent.
type spending struct {
	applies bool
	fate    fate
	judged  bool   // by the callers, if what the call gives back is returned
	by      *check // that holds wherever it is used
	why     string
}

// spending judges a use; one whose sink does not depend on it always counts.
func (f *function) spending(u *use, at ssa.Instruction, checks []*check) spending {
	if u.sink == nil || u.sink.ByUse == 0 {
		return spending{}
	}
	var by []*check
	for _, c := range checks {
		if c.kinds&(u.sink.ByUse|kind.Of(aspectAssumed).Set()) != 0 && (c.coversAny(u.ev) || u.judges && c.coversAny(f.eventsAt(at))) {
			by = append(by, c)
		}
	}
	s := spending{applies: true, fate: f.fate(at, by), judged: f.p.closed[f.fn], why: "what it says is not used"}
	if len(by) > 0 {
		s.by, s.why = by[0], f.reason(by[0])
	}
	return s
}

// reach reports whether a flow into the sink goes on, and changes it to what is left of it.
func (s *spending) reach(fl *summary.Flow) bool {
	if fl.Sink.Marks&^fl.Label.Clears != 0 {
		return false
	}
	if !s.applies && fl.Sink.Marks == 0 {
		return true
	}
	to := *fl.Sink
	to.Marks = 0
	fl.Sink = &to
	if !s.applies {
		return true
	}
	switch {
	case s.fate == returned && fl.Src != nil && s.judged:
		fl.Pending = true
	case s.fate == spent || s.fate == returned && fl.Src != nil:
		to.ByUse = 0
	case s.fate == unspent && fl.Src == nil:
		return false
	case s.fate == unspent:
		fl.Label.Clears, fl.Label.Why = ^kind.Set(0), s.why
	}
	return true
}

// judge records what a callee read without a check and returned, as if it were read here: what becomes of it, and whether what came with it
// is checked, is seen here.
func (a *application) judge(i int, fl *summary.Flow) {
	last := len(fl.Steps) - 1
	if last < 0 {
		return
	}
	src, sink, slot := *fl.Src, *fl.Sink, a.slot+"pending"+strconv.Itoa(i)
	src.Steps, src.Start, src.Held = a.stamped(fl.Steps[:last]), fl.Label, false
	id := a.f.g.get(eventKey{at: a.f.cur, slot: slot}, func() event { return event{at: a.f.cur, source: &src} })
	a.f.use(slot, use{ev: evset{id}, sink: &sink, steps: a.stamped(fl.Steps[last:]), judges: true})
}
