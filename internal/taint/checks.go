package taint

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// An Outcome says what happens to the result of a check.
type Outcome uint8

const (
	Used    Outcome = iota // a branch depends on it, or it is passed on
	Dropped                // it is ignored
	Logged                 // a branch depends on it, but both sides go on
)

// A Relation says how a check and a site of values relate.
type Relation uint8

const (
	Cleared    Relation = iota // the check covers the values and has succeeded there
	Late                       // the check covers the values, but comes after the site
	OtherBytes                 // the check has succeeded there, but covers other values of the same source
)

// A Check is a call of a validator: one that a model names, or a function with a postcondition.
type Check struct {
	Label   string // what was called: "hmac.Equal"
	Pos     token.Pos
	End     token.Pos
	Func    string
	Object  *types.Func // the function that the call is in; nil in a package-level initialiser
	Outcome Outcome
	Error   bool // the outcome is an error
	// Direct: a model says what is checked. Pure: the call takes the checked values as arguments and returns nothing but
	// the outcome.
	Direct, Pure bool
	// ReliedOn: something relies on another result of the call where the check has not succeeded.
	ReliedOn bool
	// Beside is where the function returns text from the call together with the error of the failed check.
	Beside token.Pos
	// Trace leads from the source of the checked values to the check; if the source is unknown, it is the check alone.
	Trace []summary.Step
	// From are the kinds of the sources of the checked values, with KindParameter for parameters; nil if the outcome is
	// used.
	From  []string
	Meets []Meeting
}

// A Meeting is a site that a check says something about, or should.
type Meeting struct {
	Relation Relation
	Site     Site // with the flows that meet the check; kind "" is an unknown source, in a caller or behind a field
}

// A foundCheck is a check as a function's summary keeps it.
type foundCheck struct {
	c        *check
	site     *summary.Site
	outcome  Outcome
	reliedOn bool
	beside   token.Pos
	steps    []*summary.Step
	from     []string
	meets    []foundMeeting
}

type foundMeeting struct {
	relation Relation
	flow     summary.Flow
}

// Checks lists the checks of some kinds, sorted by position.
func (r *Result) Checks(kinds ...string) []Check {
	r.mu.Lock()
	defer r.mu.Unlock()
	want := kind.SetOf(kinds)
	var out []Check
	for _, fn := range r.p.funcs {
		for i := range r.p.checked[fn] {
			if fc := &r.p.checked[fn][i]; fc.c.kinds&want != 0 {
				out = append(out, r.newCheck(fc))
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Check) int { return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.Label, b.Label)) })
	return out
}

func (r *Result) newCheck(fc *foundCheck) Check {
	at := r.newSite(&summary.Sink{Label: fc.c.label, Site: fc.site})
	out := Check{
		Label: fc.c.label, Pos: at.Pos, End: at.End, Func: at.Func, Object: at.Object,
		Outcome: fc.outcome, Error: fc.c.when == summary.WhenNil, Direct: fc.c.direct, Pure: fc.c.pure, ReliedOn: fc.reliedOn, Beside: fc.beside,
		Trace: r.trace(summary.Flow{Steps: fc.steps}), From: fc.from,
	}
	for _, m := range fc.meets {
		i := slices.IndexFunc(out.Meets, func(o Meeting) bool {
			return o.Relation == m.relation && o.Site.Kind == m.flow.Sink.Kind.String() && o.Site.Sink == m.flow.Sink.Label && r.isAt(&o.Site, m.flow.Sink.Site.Pos)
		})
		if i < 0 {
			i = len(out.Meets)
			out.Meets = append(out.Meets, Meeting{Relation: m.relation, Site: *r.newSite(m.flow.Sink)})
		}
		f := Flow{Trace: r.trace(m.flow)}
		if m.flow.Src != nil {
			f.Kind, f.Source = m.flow.Src.Kind.String(), m.flow.Src.Label
		}
		out.Meets[i].Site.Flows = append(out.Meets[i].Site.Flows, f)
	}
	return out
}

// isAt reports whether a site stands at the position of a sink.
func (r *Result) isAt(s *Site, pos token.Pos) bool {
	if r.p.callAt(pos) != nil {
		pos = r.p.callStart(pos)
	}
	return s.Pos == pos
}

// A meeter finds what the checks of a function meet while its uses are searched.
type meeter struct {
	f      *function
	checks []*check
	found  map[*check]*foundCheck
	roots  map[*check]map[root]bool
}

// canFail reports whether a check is a call whose result may tell failure.
func (c *check) canFail() bool {
	_, isCall := c.at.(ssa.CallInstruction)
	return isCall && c.when != summary.WhenReturns && c.when != summary.WhenAlways
}

// newMeeter returns a meeter for the checks that can fail, and for guards.
func (f *function) newMeeter(proved, pending []*check) *meeter {
	m := &meeter{f: f, found: map[*check]*foundCheck{}, roots: map[*check]map[root]bool{}}
	for _, c := range slices.Concat(proved, pending) {
		if c.canFail() {
			m.checks = append(m.checks, c)
		}
	}
	m.checks = append(m.checks, f.guards()...)
	return m
}

// meet compares one flow into a sink with all checks.
func (m *meeter) meet(u *use, at ssa.Instruction, fl *summary.Flow, steps func() []*summary.Step) {
	if fl.Sink == nil || !isModelled(fl.Sink) || u.sink.ByUse != 0 || u.sink.Side > 0 {
		return
	}
	for _, c := range m.checks {
		relation, ok := m.relation(c, u, at, fl)
		if !ok {
			continue
		}
		fc := m.of(c)
		if len(fc.meets) == maxMeetings {
			continue
		}
		met := *fl
		if met.Sink.Site == nil {
			s := *met.Sink
			s.Site = u.sink.Site
			met.Sink = &s
		}
		met.Steps = steps()
		fc.meets = append(fc.meets, foundMeeting{relation, met})
	}
}

// maxMeetings bounds what is kept of one check.
const maxMeetings = 16

func (m *meeter) of(c *check) *foundCheck {
	if m.found[c] == nil {
		m.found[c] = &foundCheck{c: c}
	}
	return m.found[c]
}

func (m *meeter) relation(c *check, u *use, at ssa.Instruction, fl *summary.Flow) (Relation, bool) {
	covers := slices.ContainsFunc(u.ev, func(e eventID) bool { return int(e) < len(c.covers) && c.covers[e] })
	holds := c.holdsAt(u.block, u.index)
	cleared := fl.Label.Clears&c.kinds != 0
	switch {
	case covers && holds:
		return Cleared, true
	case c.kinds == 0, cleared || fl.Src != nil && fl.Label.Clears.Has(fl.Src.Kind):
		return 0, false
	case covers && m.before(at, c.at) && !m.f.comesFrom(c.ev, at):
		return Late, true
	case !covers && holds && fl.Src != nil && m.sameSource(c, fl.Src):
		return OtherBytes, true
	}
	return 0, false
}

// before reports whether one instruction always comes before another: it can reach it without going round a loop, and
// not the reverse.
func (m *meeter) before(a, b ssa.Instruction) bool {
	if a.Block() == b.Block() {
		return slices.Index(a.Block().Instrs, a) < slices.Index(a.Block().Instrs, b)
	}
	return m.f.reaches(a.Block(), b.Block())
}

// blockOrder is what can be reached from a block without going back in a loop.
type blockOrder struct {
	from    *ssa.BasicBlock
	reached []bool
}

// reaches reports whether one block can be left for another without taking an edge that closes a loop.
func (f *function) reaches(a, b *ssa.BasicBlock) bool {
	for _, o := range f.ahead {
		if o.from == a {
			return o.reached[b.Index]
		}
	}
	o := &blockOrder{from: a, reached: make([]bool, len(f.fn.Blocks))}
	var visit func(x *ssa.BasicBlock)
	visit = func(x *ssa.BasicBlock) {
		if f.ends[x.Index] {
			return
		}
		for _, s := range x.Succs {
			if !o.reached[s.Index] && !s.Dominates(x) {
				o.reached[s.Index] = true
				visit(s)
			}
		}
	}
	visit(a)
	f.ahead = append(f.ahead, o)
	return o.reached[b.Index]
}

// A root is where values come from, whatever part of it they are: an object that came in, or the instruction that read
// them.
type root struct {
	kind access.Root
	index,
	event int
	cell string
	of   kind.Kind
}

func rootOf(e eventID, ev *event) root {
	switch {
	case ev.source != nil && ev.source.Held:
		return root{kind: ev.source.In.Root, index: ev.source.In.Index, cell: ev.source.In.Cell, of: ev.source.Kind}
	case ev.source != nil:
		return root{event: int(e), of: ev.source.Kind}
	}
	return root{}
}

// sameSource reports whether a source is, or lies in, what values of the check come from.
func (m *meeter) sameSource(c *check, src *summary.Source) bool {
	if m.roots[c] == nil {
		roots := map[root]bool{}
		for _, e := range m.f.origins(c.ev) {
			roots[rootOf(e, &m.f.g.events[e])] = true
		}
		delete(roots, root{})
		m.roots[c] = roots
	}
	for e := range m.f.g.events {
		if ev := &m.f.g.events[e]; ev.source == src {
			return m.roots[c][rootOf(eventID(e), ev)]
		}
	}
	return false
}

// comesFrom reports whether some events are made of what came out of an instruction: what was decoded first is verified
// then, as the payload of an envelope is.
func (f *function) comesFrom(from evset, at ssa.Instruction) bool {
	made := f.madeAt(at)
	return made != nil && slices.ContainsFunc(from, func(e eventID) bool { return made[e] })
}

// origins are the events without predecessors, and sources, that went into some.
func (f *function) origins(from evset) []eventID {
	var out []eventID
	seen := make([]bool, len(f.g.events))
	var back func(e eventID)
	back = func(e eventID) {
		if seen[e] {
			return
		}
		seen[e] = true
		ev := &f.g.events[e]
		if ev.source != nil || len(ev.preds) == 0 {
			out = append(out, e)
		}
		for _, p := range ev.preds {
			back(p.from)
		}
	}
	for _, e := range from {
		back(e)
	}
	return out
}

// collect adds the outcome of each check, and lists all in the order of their positions.
func (m *meeter) collect(s *search) []foundCheck {
	keys := m.f.checkKeys()
	var out []foundCheck
	for _, k := range keys {
		c := m.f.checks[k]
		if !c.canFail() {
			continue
		}
		if c.tracked == nil {
			m.f.follow(c)
		}
		fc := m.of(c)
		fc.outcome = m.f.outcome(c)
		fc.site = m.f.checkSite(c)
		if !c.pure {
			fate := m.f.fate(c.at, []*check{c})
			fc.reliedOn = fate == reliedOn || fate == returned && m.f.tellsBy(c).Root == access.None
			fc.beside = m.f.beside(c)
		}
		if fc.outcome != Used || len(fc.meets) > 0 || fc.beside.IsValid() {
			fc.steps, fc.from = s.toCheck(c)
		}
		out = append(out, *fc)
	}
	for _, c := range m.checks {
		if fc := m.found[c]; fc != nil && c.kinds == 0 {
			fc.site = m.f.checkSite(c)
			out = append(out, *fc)
		}
	}
	return out
}

// toCheck is the trace of the checked values, from the first source that is found or from nowhere, and the kinds of
// all. What came through a function that nothing is known of may be something else.
func (s *search) toCheck(c *check) (steps []*summary.Step, from []string) {
	step := &summary.Step{Pos: positionOf(c.at), Func: s.f.name, Message: "checked by " + c.label}
	s.back(&use{ev: c.ev, block: c.at.Block(), index: slices.Index(c.at.Block().Instrs, c.at), steps: []*summary.Step{step}})
	for _, end := range s.ends {
		ev := &s.f.g.events[s.hops[end].ev]
		switch {
		case s.hops[end].label.Shallow:
		case ev.source == nil && ev.place.Root == access.Param:
			from = append(from, KindParameter)
		case ev.source != nil && (!c.needy || ev.source.Kind != c.needs):
			from = append(from, ev.source.Kind.String())
			if steps == nil {
				steps = s.trace(end)
			}
		}
	}
	if steps == nil {
		steps = []*summary.Step{step}
	}
	return steps, from
}

// checkSite is the call of a check as a place for a report.
func (f *function) checkSite(c *check) *summary.Site {
	pos := positionOf(c.at)
	return &summary.Site{At: c.at, Pos: pos, End: pos, Fn: f.fn, Direct: c.direct}
}
