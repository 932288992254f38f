package taint

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// solve computes the function's flows: those for its summary and those from a source to a sink.
func (f *function) solve() *summary {
	sum := &summary{complete: true, lazy: f.p.lazy, overs: f.certainly()}
	checks, pending := f.sealed()
	way := f.newSearch(checks)
	meets := f.newMeeter(checks, pending)
	for i := range f.uses {
		u := &f.uses[i]
		if u.sink == nil && u.to.kind != rootResult && f.p.spent() {
			sum.caps.meet(boundWork)
			continue
		}
		way.back(u)
		f.p.hops += len(way.hops)
		spends := f.spending(u, u.at, checks)
		for _, end := range way.ends {
			fl := way.flow(end)
			if fl.lazy() && !sum.takes(&fl) {
				continue
			}
			if fl.from == fl.to && fl.sink == nil && fl.src == nil && fl.label.clears|fl.label.restores == 0 && !slices.Contains(sum.overs, fl.to) {
				continue // what was there is there
			}
			if fl.label.assumed && (fl.src == nil || fl.sink == nil || f.p.closed[f.fn]) {
				continue
			}
			if fl.src != nil && fl.src.inner && fl.sink == nil {
				continue
			}
			if fl.sink != nil && !spends.reach(&fl) {
				continue
			}
			if fl.sink != nil && fl.src == nil {
				fl.sink = f.lifted(u, &fl, u.at)
			}
			meets.meet(u, u.at, &fl, func() []*Step { return way.trace(end) })
			if fl.sink != nil && isJoined(fl.sink.kind) {
				fl.beside = way.beside(end)
			}
			if kept := sum.keep(&fl); kept != nil {
				kept.steps = way.trace(end)
			}
		}
	}
	sum.byEnds = nil
	sum.saidHere()
	sum.caps.join(f.caps)
	if f.g.capped {
		sum.caps.meet(boundPreds)
	}
	sum.noReturn = f.neverReturns()
	sum.proofs = f.proofs(checks, pending)
	f.refusedFields(checks)
	f.p.checked[f.fn] = meets.collect(way)
	sum.funcs, sum.types = f.funcs, f.knownTypes()
	sum.calls = f.called
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
