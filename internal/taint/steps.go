package taint

import (
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// stamped gives steps inside a dependency the position of the call that leads there.
func (a *application) stamped(steps []*summary.Step) []*summary.Step {
	if !slices.ContainsFunc(steps, func(s *summary.Step) bool { return !s.Pos.IsValid() }) {
		return steps
	}
	out := slices.Clone(steps)
	for i, s := range out {
		if !s.Pos.IsValid() {
			out[i] = a.stamp(s)
		}
	}
	return out
}

// stamp gives one step the call's position, once for all ways through the call.
func (a *application) stamp(s *summary.Step) *summary.Step {
	if a.stamps == nil {
		a.stamps = map[*summary.Step]*summary.Step{}
	}
	if a.stamps[s] == nil {
		here := *s
		here.Pos = positionOf(a.in)
		a.stamps[s] = &here
	}
	return a.stamps[s]
}

// note says how a value comes out of the callee.
func (a *application) note(to access.Place) string {
	if a.ce.name == "" {
		return ""
	}
	switch to.Root {
	case access.Result:
		return "returned by " + a.ce.name
	case access.Param, access.Free:
		return "written by " + a.ce.name
	}
	return ""
}

func (f *function) derivedWith(slot, note string, from evset, l summary.Label, steps []*summary.Step) eventID {
	at := f.cur
	id := f.g.get(eventKey{at: at, slot: slot}, func() event { return event{at: at, note: note} })
	f.linkAll(id, from, l, steps)
	return id
}

// step is one at the current instruction. Those of a wrapper have no place: see placed.
func (f *function) step(message string) *summary.Step {
	if f.wrapper {
		return &summary.Step{Message: message}
	}
	return &summary.Step{Pos: f.here(), Func: f.name, Message: message}
}
