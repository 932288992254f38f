package taint

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// Comparisons are sinks with two sides, which are judged together.

// A Comparison is a place where two values are compared, with the flows into each side.
type Comparison struct {
	Site  Site // without flows
	Sides [2][]Flow
	// Guards are the sites of the compared values, or of the values that they are made of, that are reached only where
	// both sides are equal.
	Guards []Site
}

// KindParameter is the kind of a flow into a comparison from a parameter whose callers are not all known.
const KindParameter = "parameter"

// comparison records the operands of == and !=, of values that hold data.
func (f *function) comparison(st *state, in *ssa.BinOp) {
	switch in.X.Type().Underlying().(type) {
	case *types.Array:
	case *types.Basic:
		if !shape.CarriesData(in.X.Type()) && !shape.MayBeSum(in.X.Type()) {
			return
		}
	default:
		return
	}
	if _, ok := in.Y.(*ssa.Const); ok {
		return
	}
	if _, ok := in.X.(*ssa.Const); ok {
		return
	}
	x, y := f.carry(st, f.value(in.X)), f.carry(st, f.value(in.Y))
	when := summary.WhenTrue
	if in.Op == token.NEQ {
		when = summary.WhenFalse
	}
	f.equality(when, in.Op.String(), x.union(y))
	for i, ev := range []evset{x, y} {
		side := uint8(i + 1)
		f.ownSink(string('0'+rune(side)), ev, &summary.Sink{Kind: kind.Of(sinkCompare), Label: in.Op.String(), Target: in.X.Type(), Side: side})
	}
}

// equality records a comparison as a check that clears nothing, so that queries can ask what it guards.
func (f *function) equality(when summary.Outcome, label string, ev evset) {
	if old := f.equals[f.cur]; old != nil {
		old.ev = old.ev.union(ev)
		return
	}
	if f.equals == nil {
		f.equals = map[ssa.Instruction]*check{}
	}
	f.equals[f.cur] = &check{at: f.cur, when: when, label: label, ev: ev}
}

// whenEqual is the outcome of a function that compares which means that both are equal.
func whenEqual(sig *types.Signature) summary.Outcome {
	res := sig.Results()
	if res.Len() == 1 {
		if b, ok := res.At(0).Type().Underlying().(*types.Basic); ok && b.Info()&types.IsInteger != 0 {
			return summary.WhenZero
		}
	}
	return summary.WhenTrue
}

// maxGuards bounds the comparisons of one function that are asked what they guard.
const maxGuards = 16

// guards are the comparisons of a function that decodes something, ready to be asked whether they hold and what they
// cover.
func (f *function) guards() []*check {
	if len(f.equals) == 0 || !slices.ContainsFunc(f.uses, func(u use) bool {
		s := u.sink
		return s != nil && isModelled(s) && s.Side == 0
	}) {
		return nil
	}
	var out []*check
	for _, b := range f.fn.Blocks {
		for _, in := range b.Instrs {
			c := f.equals[in]
			if c == nil || len(out) == maxGuards {
				continue
			}
			for k, proving := range f.checks { // subtle's comparison says one where it is equal
				if k.at == in {
					c.when = proving.when
				}
			}
			if c.covers, _ = f.covered(c); c.covers == nil {
				continue
			}
			f.follow(c)
			if len(c.branches) > 0 {
				out = append(out, c)
			}
		}
	}
	return out
}

// isModelled reports whether a model knows the sink, not the language.
func isModelled(s *summary.Sink) bool {
	switch s.Kind.String() {
	case sinkCompare, sinkAlloc, sinkPanic:
		return false
	}
	return true
}

// Comparisons lists the comparisons of some sink kinds that values of some source kinds reach on one side at least,
// sorted by position.
func (r *Result) Comparisons(q Query) []Comparison {
	r.mu.Lock()
	defer r.mu.Unlock()
	sinks := kind.ListOf(q.Sinks)
	byPlace := map[siteOf]*Comparison{}
	add := func(fl *summary.Flow, f Flow) {
		key := siteOf{fl.Sink.Site.Pos, fl.Sink.Kind, fl.Sink.Label}
		c := byPlace[key]
		if c == nil {
			c = &Comparison{Site: *r.newSite(fl.Sink)}
			byPlace[key] = c
		}
		side := &c.Sides[fl.Sink.Side-1]
		*side = append(*side, f)
	}
	for i := range r.flows {
		fl := &r.flows[i]
		if fl.Sink.Side == 0 || !sinks.Has(fl.Sink.Kind) || !slices.Contains(q.Sources, fl.Src.Kind.String()) {
			continue
		}
		f := Flow{Kind: fl.Src.Kind.String(), Source: fl.Src.Label, Trace: r.trace(*fl), Guessed: fl.Label.Shallow}
		f.Through, f.Joined = q.passed(&fl.Label), fl.Label.Mixed
		if fl.Label.Clears.Has(fl.Src.Kind) || q.Aspect != "" && fl.Label.Clears.Has(kind.Of(q.Aspect)) {
			f.Cleared = cmp.Or(fl.Label.Why, "sanitized")
		}
		add(fl, f)
	}
	r.p.openSides(func(fl *summary.Flow, name string) {
		if sinks.Has(fl.Sink.Kind) && byPlace[siteOf{fl.Sink.Site.Pos, fl.Sink.Kind, fl.Sink.Label}] != nil {
			add(fl, Flow{Kind: KindParameter, Source: "parameter " + name, Trace: r.trace(*fl), Through: q.passed(&fl.Label), Joined: fl.Label.Mixed})
		}
	})
	out := make([]Comparison, 0, len(byPlace))
	for _, c := range byPlace {
		for i := range c.Sides {
			c.Sides[i] = best(c.Sides[i], q)
		}
		out = append(out, *c)
	}
	slices.SortStableFunc(out, func(a, b Comparison) int {
		return cmp.Or(cmp.Compare(a.Site.Pos, b.Site.Pos), cmp.Compare(a.Site.Kind, b.Site.Kind), cmp.Compare(a.Site.Sink, b.Site.Sink))
	})
	r.guarded(out)
	return out
}

// passed reports whether the query's Through was cleared on the way.
func (q *Query) passed(l *summary.Label) bool {
	return q.Through != "" && l.Clears.Has(kind.Of(q.Through))
}

// openSides yields the flows into comparisons out of parameters whose callers are not all known, without the receiver.
func (p *pkg) openSides(yield func(fl *summary.Flow, name string)) {
	for _, fn := range p.funcs {
		sum := p.sums[fn]
		if sum == nil || p.closed[fn] {
			continue
		}
		for i := range sum.Flows {
			fl := &sum.Flows[i]
			if fl.Sink != nil && fl.Sink.Side > 0 && fl.Sink.Site != nil && fl.Sink.Site.Fn == fn && fl.From.Root == access.Param && isOpen(fn, fl.From.Index) {
				yield(fl, fn.Params[fl.From.Index].Name())
			}
		}
	}
}

func isOpen(fn *ssa.Function, i int) bool {
	return i < len(fn.Params) && (i > 0 || fn.Signature.Recv() == nil)
}

// guarded adds to comparisons what they guard.
func (r *Result) guarded(all []Comparison) {
	for _, fn := range r.p.funcs {
		for i := range r.p.checked[fn] {
			fc := &r.p.checked[fn][i]
			if fc.c.kinds != 0 {
				continue
			}
			at := r.newCheck(fc)
			for k := range all {
				if all[k].Site.Pos != at.Pos {
					continue
				}
				for _, m := range at.Meets {
					all[k].Guards = append(all[k].Guards, m.Site)
				}
			}
		}
	}
}
