package taint

import (
	"go/types"
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// What a value is made of. An edge of the event graph names, beside its origin, the other values that the operation
// used: in a concatenation, a hash, a format. A path from an origin is mixed if something that is not known to be
// predictable joins it, so that the value at its end is not made of predictable things alone.

// compose links what an operation makes to each of its operands, and each of them to the others. What is beside them
// goes into the same value by a way of its own, so it has no edge here.
func (f *function) compose(to eventID, operands, beside []evset, l summary.Label, steps []*summary.Step) {
	all := slices.Concat(operands, beside)
	for i, from := range operands {
		var with []evset
		for j, o := range all {
			if j != i && !f.empty(o) {
				with = append(with, o)
			}
		}
		if f.empty(from) && len(with) > 0 {
			continue
		}
		for _, e := range from {
			f.g.link(to, edge{from: e, block: f.cur.Block(), index: f.index, label: l, steps: steps, with: with})
		}
	}
}

// empty reports whether an operand is nothing but empty text.
func (f *function) empty(operand evset) bool {
	return !slices.ContainsFunc(operand, func(e eventID) bool {
		src := f.g.events[e].source
		return src == nil || src.Kind != kind.Of(kind.Constant) || src.Text != ""
	})
}

// composed is derived for an operation with several operands.
func (f *function) composed(slot, note string, operands []evset, l summary.Label) eventID {
	at := f.cur
	id := f.g.get(eventKey{at: at, slot: slot}, func() event { return event{at: at, note: note} })
	f.compose(id, operands, nil, l, nil)
	return id
}

// derivedMixed is derivedWith for a callee that may put other, unknown values into its results.
func (f *function) derivedMixed(slot, note string, from evset, l summary.Label, steps []*summary.Step) eventID {
	if !f.p.scope.Lazy {
		return f.derivedWith(slot, note, from, l, steps)
	}
	at := f.cur
	id := f.g.get(eventKey{at: at, slot: slot}, func() event { return event{at: at, note: note} })
	f.compose(id, []evset{from, {f.lazySource("beside", kind.Unknown, "")}}, nil, l, steps)
	return id
}

func (f *function) derivedBeside(slot, note string, from evset, l summary.Label) eventID {
	return f.derivedMixed(slot, note, from, l, nil)
}

// accumulated is the content of a place after something is written to what it held before: what a hash or a buffer
// holds is made of all that was written. Only what the language's sources are in is told apart so; the rest stays as it
// is.
func (f *function) accumulated(slot string, held, written evset, l summary.Label) evset {
	if !f.mayBeLazy(held) && !f.mayBeLazy(written) || len(held) == 0 || len(written) == 0 {
		return held.union(written)
	}
	id := f.composed(slot+"sum", "", []evset{held, written}, l)
	out := evset{id}
	for _, ev := range []evset{held, written} {
		for _, e := range ev {
			if ev := &f.g.events[e]; !ev.lazy && ev.place.Root == access.None {
				out = out.union(evset{e})
			}
		}
	}
	return out
}

// joined is what bytes hold after more is added to what they held. What copy writes is only added: what was there may
// be still.
func (k *calling) joined(slot string, t types.Type, before, more *val) *val {
	held, written := k.f.carry(k.st, before), k.f.carry(k.st, more)
	if shape.IsFlat(t) && (k.f.mayBeLazy(held) || k.f.mayBeLazy(written)) && len(held) > 0 && len(written) > 0 {
		return &val{ev: k.f.accumulated(k.slot+slot, held, written, summary.Label{})}
	}
	if slot == "copy" {
		return more
	}
	return merge(before, more)
}

// lazyIn reports whether a source of the language may be among the origins of some events.
func (f *function) lazyIn(ev evset) bool {
	return f.p.scope.Lazy && slices.ContainsFunc(ev, func(e eventID) bool { return f.g.events[e].lazy })
}

// mayBeLazy is lazyIn for values that are put together, whose origin may also be a caller or the heap.
func (f *function) mayBeLazy(ev evset) bool {
	return f.p.scope.Lazy && slices.ContainsFunc(ev, func(e eventID) bool { return f.g.events[e].lazy || f.g.events[e].place.Root != access.None })
}

// combined is the event of what a propagator of a modelled call moves, made with what the other propagators move to the
// same place and, where the call adds to what a hash or a buffer holds, with that.
func (r *roleCall) combined(slot string, p *model.Propagator, ev evset, l summary.Label) eventID {
	id := r.f.g.get(eventKey{at: r.f.cur, slot: slot}, func() event { return event{at: r.f.cur, note: "passed through " + r.ce.name} })
	if !r.f.p.scope.Lazy {
		r.f.linkAll(id, ev, l, nil)
		return id
	}
	var beside []evset // other propagators move it, with labels of their own
	for i := range r.ce.roles.Propagators {
		if q := &r.ce.roles.Propagators[i]; q != p && q.From.Root != model.Result && samePath(q.To, p.To) && r.holds(q.If) {
			beside = append(beside, r.parts(q.From)...)
		}
	}
	operands := within(r.parts(p.From), ev)
	if r.accumulates(p.To) {
		operands = append(operands, r.absorbed(p.To))
	}
	if p.Choice {
		r.f.linkAll(id, ev, l, nil)
		return id
	}
	r.f.compose(id, operands, beside, l, nil)
	return id
}

// within are sets of events without what is not in a set, and what only that has as one more.
func within(sets []evset, all evset) []evset {
	var out []evset
	rest := all
	for _, set := range sets {
		in := slices.DeleteFunc(slices.Clone(set), func(e eventID) bool { return !slices.Contains(all, e) })
		rest = slices.DeleteFunc(slices.Clone(rest), func(e eventID) bool { return slices.Contains(set, e) })
		if len(in) > 0 {
			out = append(out, in)
		}
	}
	if len(rest) > 0 {
		out = append(out, rest)
	}
	return out
}

func samePath(a, b model.Path) bool {
	return a.Root == b.Root && a.Index == b.Index && a.Param == b.Param && slices.Equal(a.Fields, b.Fields)
}

// parts are the events at a path of a call, those of each argument that it stands for apart.
func (r *roleCall) parts(p model.Path) []evset {
	path, deep := pathOf(p.Fields)
	var out []evset
	add := func(v *val) {
		if ev := r.f.collect(r.st, r.f.at(r.st, v, path), deep); len(ev) > 0 {
			out = append(out, ev)
		}
	}
	if p.Root != model.Arg || !p.Open {
		add(r.base(p))
		return out
	}
	n := r.sig.Params().Len()
	for i := p.Index; i < n; i++ {
		q := p
		q.Index, q.Open = i, false
		if i < n-1 || !r.sig.Variadic() {
			add(r.argument(q))
			continue
		}
		rest := r.args[min(i+r.receiver(), len(r.args)-1)]
		elems := r.f.elementsOf(r.st, rest)
		for _, e := range elems {
			add(r.f.at(r.st, rest, access.PathOf(e)))
		}
		if len(elems) == 0 {
			add(rest)
		}
	}
	return out
}

// elementsOf are the constant indexes of what a slice holds; none if it has others.
func (f *function) elementsOf(st *state, v *val) []access.Elem {
	var out []access.Elem
	for _, ref := range v.addrs() {
		for _, s := range f.load(st, ref, nil).components() {
			switch {
			case s.elem.IsConst():
				out = append(out, s.elem)
			case s.elem.IsIndex():
				return nil
			}
		}
	}
	return out
}

// accumulates reports whether what is written to a path of a call comes after what was written there before: into a
// hash, a buffer, a writer, bytes.
func (r *roleCall) accumulates(p model.Path) bool {
	op := r.operand(p)
	if op == nil || p.Root != model.Recv && p.Root != model.Arg || p.Param >= 0 {
		return false
	}
	t := staticType(op)
	if shape.IsFlat(t) {
		return true
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "Write")
	return obj != nil
}

// absorbed is what a place held before something is added to it. What of it comes from the language is forgotten there,
// since it goes on in what is made of both.
func (r *roleCall) absorbed(p model.Path) evset {
	held := r.read(p)
	if !r.f.lazyIn(held) {
		return held
	}
	path, _ := pathOf(p.Fields)
	for _, ref := range r.f.addresses(r.st, r.f.value(r.operand(p)), path) {
		r.f.forgetLazy(r.st, ref)
	}
	return held
}

// forgetLazy takes out of an object's content what comes from the language, as more is about to be added that it goes
// on in.
func (f *function) forgetLazy(st *state, r ref) {
	if v := st.content[r.obj]; !r.obj.lazy && f.lazyIn(v.events()) {
		st.set(r.obj, f.withoutLazy(v, nil))
	}
}

// onlyLazy are those of some events that a source of the language may be among the origins of.
func (f *function) onlyLazy(ev evset) evset {
	var out evset
	for _, e := range ev {
		if f.g.events[e].lazy {
			out = append(out, e)
		}
	}
	return out
}

// What may be said of an event: that it may be made of nothing but what is known, or that it adds nothing to what it is
// joined with.
const (
	notKnown = iota
	neutral
	known
)

// predictable computes of each event whether it may be made of nothing but what is known: the least fixpoint over the
// graph, where one of several alternatives is enough and all operands are needed.
func (f *function) predictable() []uint8 {
	out := make([]uint8, len(f.g.events))
	for e := range out {
		ev := &f.g.events[e]
		switch {
		case ev.source != nil && ev.source.Kind == kind.Of(kind.Digest), ev.place.Root != access.None && ev.number:
			out[e] = neutral
		case ev.source != nil && kind.Known.Has(ev.source.Kind) && !ev.source.Start.Mixed:
			out[e] = known
		}
	}
	for changed := true; changed; {
		changed = false
		for e := range out {
			if ev := &f.g.events[e]; out[e] == notKnown && ev.source == nil && ev.place.Root == access.None && mayBe(ev, out) {
				out[e], changed = known, true
			}
		}
	}
	return out
}

func mayBe(ev *event, of []uint8) bool {
	return slices.ContainsFunc(ev.preds, func(p edge) bool { return of[p.from] == known && !p.mixed(of) })
}

// predictable is that of the function, computed once.
func (s *search) predictable() []uint8 {
	if s.known == nil {
		s.known = s.f.predictable()
	}
	return s.known
}

// mixed reports whether an edge's origin was used together with something that is not known.
func (p *edge) mixed(of []uint8) bool {
	return slices.ContainsFunc(p.with, func(operand evset) bool {
		nothing := true
		for _, e := range operand {
			if of[e] == known {
				return false
			}
			nothing = nothing && of[e] == neutral
		}
		return !nothing
	})
}

// beside are the kinds of the other origins that a search has found, Outside for places. A field that was read through
// a parameter is the heap's cell and the parameter's at once.
func (s *search) beside(end int) kind.Set {
	var out kind.Set
	at := s.hops[end].ev
	below := s.f.g.events[at].place.Method == belowParameter
	for _, other := range s.ends {
		e := s.hops[other].ev
		ev := &s.f.g.events[e]
		switch {
		case e == at || ev.number:
		case ev.source != nil && !ev.source.Mark:
			out |= ev.source.Kind.Set()
		case ev.source == nil && !(below && (ev.place.Root == access.Param || ev.place.Root == access.Free)):
			out |= kind.Of(kind.Outside).Set()
		}
	}
	return out
}
