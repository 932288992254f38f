package taint

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// solve computes the function's flows: those for its summary and those from a source to a sink.
func (f *function) solve() *summary.Summary {
	sum := &summary.Summary{Complete: true, Lazy: f.p.scope.Lazy, Kills: f.kills()}
	checks, pending := f.sealed()
	s := f.newSearch(checks)
	meets := f.newMeeter(checks, pending)
	for i := range f.uses {
		u := &f.uses[i]
		if u.sink == nil && u.to.Root != access.Result && f.spent() {
			sum.Caps.Meet(summary.BoundWork)
			continue
		}
		s.back(u)
		f.work += workPerHop * len(s.hops)
		onlyIfUsed := f.byUse(u, u.at, checks)
		for _, end := range s.ends {
			fl := s.flow(end)
			if fl.Lazy() && !sum.Takes(&fl) {
				continue
			}
			if fl.From == fl.To && fl.Sink == nil && fl.Src == nil && fl.Label.Clears|fl.Label.Restores == 0 && !slices.Contains(sum.Kills, fl.To) {
				continue // what was there is there
			}
			if fl.Label.Assumed && (fl.Src == nil || fl.Sink == nil || f.p.closed[f.fn]) {
				continue
			}
			if fl.Src != nil && fl.Src.Inner && fl.Sink == nil {
				continue
			}
			if fl.Sink != nil && !onlyIfUsed.reach(&fl) {
				continue
			}
			if fl.Sink != nil && fl.Src == nil {
				fl.Sink = f.lifted(&fl, u.at)
			}
			meets.meet(u, u.at, &fl, func() []*summary.Step { return s.trace(end) })
			if fl.Sink != nil && kind.Joined(fl.Sink.Kind) {
				fl.Beside = s.beside(end)
			}
			if kept := sum.Keep(&fl); kept != nil {
				kept.Steps = s.trace(end)
			}
		}
	}
	sum.Finish()
	sum.Caps.Join(f.caps)
	if f.g.capped {
		sum.Caps.Meet(summary.BoundPreds)
	}
	sum.NoReturn = f.neverReturns()
	sum.Postconditions = f.postconditions(checks, pending)
	f.refusedFields(checks)
	f.p.checked[f.fn] = meets.collect(s)
	sum.Funcs, sum.Types = f.funcs, f.knownTypes()
	sum.Calls = f.called
	return sum
}

// neverReturns reports whether no return can be reached.
func (f *function) neverReturns() bool {
	if len(f.fn.Blocks) == 0 {
		return false
	}
	open := f.openBlocks(nil)
	for _, b := range f.fn.Blocks {
		if !open[b.Index] || f.ends[b.Index] || len(b.Instrs) == 0 || b == f.fn.Recover {
			continue
		}
		if _, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			return false
		}
	}
	return f.fn.Recover == nil
}

// everywhere reports whether a check has succeeded wherever the function returns.
func (f *function) everywhere(c *check) bool {
	found := false
	for _, b := range f.fn.Blocks {
		if len(b.Instrs) == 0 || b == f.fn.Recover || f.ends[b.Index] {
			continue
		}
		if _, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			if found = true; !c.holdsAt(b, len(b.Instrs)) {
				return false
			}
		}
	}
	return found
}
