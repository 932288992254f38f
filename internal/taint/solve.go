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
	sum.checks = meets.collect(way)
	sum.funcs, sum.types = f.funcs, f.knownTypes()
	sum.calls = f.called
	return sum
}

// saidHere takes away what callers need not be told: what comes to a sink out of a parameter that is a source by its type or its name is
// reported in this function. That holds for the source's kind alone; of other kinds only callers know.
func (s *summary) saidHere() {
	for i := range s.flows {
		fl := &s.flows[i]
		if fl.sink == nil || fl.from.kind != rootParam {
			continue
		}
		for _, o := range s.found {
			in, kind := o.src.in, o.src.kind
			if (o.src.held || o.src.inner) && in.kind == rootParam && in.index == fl.from.index && overlap(in.path, fl.from.path) &&
				o.sink.kind == fl.sink.kind && o.sink.label == fl.sink.label && !o.label.clears.has(kind) {
				fl.label = label{clears: kind.set(), why: "reported inside"}.then(fl.label)
			}
		}
	}
}

// keep copies a flow into the summary unless one from the same place to the same place lets through as much. It is nil if it did not.
func (s *summary) keep(fl *flow) *flow {
	list := &s.flows
	if fl.src != nil && fl.sink != nil {
		list = &s.found
	}
	way := ends{from: fl.from, to: fl.to, found: list == &s.found}
	for _, i := range s.byEnds[way] {
		o := &(*list)[i]
		if !sameSource(o.src, fl.src) || !sameSink(o.sink, fl.sink) {
			continue
		}
		if o.label.weaker(fl.label) && among(o.refuses, fl.refuses) {
			if !fl.exact || o.exact || !fl.label.weaker(o.label) {
				return nil
			}
			*o = *fl
			return o
		}
		if fl.label.weaker(o.label) && among(fl.refuses, o.refuses) {
			*o = *fl
			return o
		}
	}
	if len(*list) == maxFlows {
		s.caps.meet(boundFlows)
		if list == &s.found {
			s.caps.sever(boundFlows)
		}
		return nil
	}
	if s.byEnds == nil {
		s.byEnds = map[ends][]int{}
	}
	s.byEnds[way] = append(s.byEnds[way], len(*list))
	*list = append(*list, *fl)
	return &(*list)[len(*list)-1]
}

func sameSource(a, b *source) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a == b || a.kind == b.kind && a.label == b.label && a.pos == b.pos && a.text == b.text
}

func sameSink(a, b *sink) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a.kind != b.kind || a.label != b.label || a.side != b.side || a.byUse != b.byUse || (a.site == nil) != (b.site == nil) {
		return false
	}
	return a.site == nil || a.site.at == b.site.at
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
