package taint

import (
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

func (r *roleCall) propagator(i int, p *model.Propagator) {
	if !r.holds(p.If) {
		return
	}
	if p.From.Root == model.Result {
		r.alias(p)
		return
	}
	if r.keyed(i, p) || r.takesOut(i, p) {
		return
	}
	fields, deep := pathOf(p.From.Fields)
	v := r.f.at(r.st, r.base(p.From), fields)
	if deep {
		v = r.unwritten(v, p)
	}
	ev := r.drawn(r.f.collect(r.st, v, deep).union(r.yielded(v, r.slot+"prop"+strconv.Itoa(i))), p)
	l := summary.Label{Part: p.Part, Clears: kind.SetOf(p.Clears) | kind.SetOf(r.leaves(p)), Restores: kind.SetOf(p.Restores), Deep: deep}
	if deep && l.Clears != 0 {
		l.Clears |= kind.Of(aspectEncoded).Set()
	}
	if l.Clears != 0 {
		l.Why = "by " + r.ce.name
	}
	l = l.Then(r.clears)
	slot := r.slot + "prop" + strconv.Itoa(i)
	var out *val
	if len(ev) > 0 {
		out = &val{ev: evset{r.combined(slot, p, ev, l)}}
	}
	if !deep {
		out = r.below(out, v, p, l)
	}
	switch {
	case out.empty():
	case p.To.Root == model.Arg && p.To.Param >= 0:
		r.feed(p.To, out, slot)
	default:
		r.write(p.To, out)
	}
}

// keyed interprets a propagator that puts a value under a key, or takes it out: the value itself goes there.
func (r *roleCall) keyed(i int, p *model.Propagator) bool {
	from, fromKey, takes := r.keyedElement(p.From)
	to, toKey, puts := r.keyedElement(p.To)
	if !takes && !puts {
		return false
	}
	var v *val
	if takes {
		v = r.taken(from, fromKey, r.typeAt(p.To))
	} else {
		path, _ := pathOf(from.Fields)
		v = r.f.at(r.st, r.base(from), path)
	}
	slot := r.slot + "prop" + strconv.Itoa(i)
	if len(v.events()) > 0 {
		id := r.combined(slot, p, v.ev, r.clears)
		r.f.g.keepWhole(id)
		v = v.withEvents(evset{id})
	}
	switch {
	case puts:
		r.put(to, toKey, v, slot)
	case !v.empty():
		r.write(to, v)
	}
	return true
}

// takesOut interprets a propagator that takes an element out of a container: the value itself comes out, of the
// result's type.
func (r *roleCall) takesOut(i int, p *model.Propagator) bool {
	n := len(p.From.Fields)
	if n == 0 || p.From.Fields[n-1] != model.Elem || p.To.Root != model.Result || len(p.To.Fields) > 0 || p.To.Index >= r.sig.Results().Len() {
		return false
	}
	t := r.sig.Results().At(p.To.Index).Type()
	if p.Part || len(p.Clears)+len(p.Restores) > 0 || !shape.LeadsToStruct(t) {
		return false
	}
	path, _ := pathOf(p.From.Fields)
	base := r.base(p.From)
	var v *val
	for _, ref := range base.addrs() {
		if at, ok := ref.path.JoinInside(path.Elems()...); ok {
			ref.path = at
			v = merge(v, r.f.load(r.st, ref, t))
		}
	}
	if len(base.addrs()) == 0 {
		v = r.f.at(r.st, base, path)
	}
	if len(v.events()) > 0 {
		id := r.combined(r.slot+"prop"+strconv.Itoa(i), p, v.ev, r.clears)
		r.f.g.keepWhole(id)
		v = v.withEvents(evset{id})
	}
	if !v.empty() {
		r.write(p.To, v)
	}
	return true
}

// below adds to what a propagator moves the components of the value: they go to the same places below the destination.
// A value that comes out as the type that it went in as is the same memory.
func (r *roleCall) below(out, v *val, p *model.Propagator, l summary.Label) *val {
	if v == nil {
		return out
	}
	if op := r.operand(p.From); op != nil && p.To.Root == model.Result && l.Clears == 0 && !l.Part &&
		shape.IsPointer(op.Type()) && p.To.Index < r.sig.Results().Len() && types.Identical(op.Type(), r.sig.Results().At(p.To.Index).Type()) && !shape.IsFlat(op.Type()) {
		return merge(out, &val{refs: v.refs, sub: v.sub, fns: v.fns, typs: v.typs})
	}
	add := func(c *val) {
		for _, s := range c.components() {
			if s.elem[0] == '.' || s.elem == access.Key || !l.Part {
				out = putAt(out, []access.Elem{s.elem}, s.v.withoutKills())
			}
		}
	}
	add(v)
	for _, ref := range v.refs {
		add(r.f.load(r.st, ref, nil))
	}
	return out
}

func (v *val) components() []subval {
	if v == nil {
		return nil
	}
	return v.sub
}

// alias lets a result share the memory of an argument, or of another result: what is put into the one is in the other.
func (r *roleCall) alias(p *model.Propagator) {
	path, _ := pathOf(p.To.Fields)
	var shared []ref
	if p.To.Root == model.Result {
		shared = []ref{{obj: r.f.objectAt(nil, r.slot+"shared"+positionKey(r.in), nil)}}
		shared[0].obj.opaque = true
		r.share(p.To.Index, shared)
		r.share(p.From.Index, shared)
		return
	}
	for _, op := range r.operands(p.To) {
		if r.f.p.oneWay(op.Type()) || r.f.p.oneWay(staticType(op)) {
			continue
		}
		v := r.f.value(op)
		if len(v.addrs()) == 0 {
			if _, isConst := op.(*ssa.Const); isConst {
				continue
			}
			r.f.memory(r.st, op)
			v = r.f.value(op)
		}
		if path == "" {
			shared = unionRefs(shared, v.addrs())
		} else {
			shared = unionRefs(shared, r.f.addresses(r.st, v, path))
		}
	}
	if r.operands(p.To) == nil {
		shared = r.base(p.To).addrs()
	}
	if len(shared) > 0 {
		r.share(p.From.Index, shared)
	}
}

func (r *roleCall) share(result int, refs []ref) {
	r.out[result] = merge(r.out[result], &val{refs: refs})
}

// operands are the operands that a path names; nil if they are inside a variadic.
func (r *roleCall) operands(p model.Path) []ssa.Value {
	if op := r.operand(p); op != nil && !p.Open {
		return []ssa.Value{op}
	}
	return nil
}

func positionKey(in ssa.Instruction) string {
	return strconv.Itoa(in.Block().Index) + ":" + strconv.Itoa(slices.Index(in.Block().Instrs, in))
}

// feed gives a value to a parameter of a function argument.
func (r *roleCall) feed(p model.Path, v *val, slot string) {
	fv := r.argument(model.Path{Root: model.Arg, Index: p.Index})
	r.called = true
	for _, t := range fv.functions() {
		args := make([]*val, t.Parameters())
		if p.Param < len(args) {
			path, _ := pathOf(p.Fields)
			args[p.Param] = putAt(nil, path.Elems(), v)
		}
		r.callTarget(t, args, slot)
	}
}
