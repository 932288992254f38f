package taint

import (
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// A byUse says whether a use counts whose sink counts only if something relies on what the call returns, see
// summary.Sink.ByUse.
type byUse struct {
	applies bool
	fate    fate
	judged  bool   // by the callers, if what the call gives back is returned
	by      *check // that holds wherever it is used
	why     string
}

// byUse judges a use. One of a sink without ByUse always counts.
func (f *function) byUse(u *use, at ssa.Instruction, checks []*check) byUse {
	if u.sink == nil || u.sink.ByUse == 0 {
		return byUse{}
	}
	var by []*check
	for _, c := range checks {
		if c.kinds&(u.sink.ByUse|kind.Of(aspectAssumed).Set()) != 0 && (c.coversAny(u.ev) || u.judges && c.coversAny(f.eventsAt(at))) {
			by = append(by, c)
		}
	}
	s := byUse{applies: true, fate: f.fate(at, by), judged: f.p.closed[f.fn], why: "what it says is not used"}
	if len(by) > 0 {
		s.by, s.why = by[0], f.reason(by[0])
	}
	return s
}

// reach reports whether a flow into the sink counts, and changes the flow to what is left of it.
func (s *byUse) reach(fl *summary.Flow) bool {
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
	case s.fate == reliedOn || s.fate == returned && fl.Src != nil:
		to.ByUse = 0
	case s.fate == notReliedOn && fl.Src == nil:
		return false
	case s.fate == notReliedOn:
		fl.Label.Clears, fl.Label.Why = ^kind.Set(0), s.why
	}
	return true
}

// judge records what a callee read without a check and returned, as if it were read here: only this function shows what
// relies on it and whether it is checked.
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
