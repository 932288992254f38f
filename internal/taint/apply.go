package taint

import (
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
)

// An application is one summary being applied at one call.
type application struct {
	*calling
	ce      callee
	out     map[int]*val
	stamps  map[*Step]*Step
	results map[string]*callResult // of the calls of function values that were handed in, by callName
	origins []origin               // while all is read: what the places hold here that the flows start at, see summary.starts
}

func (k *calling) applySummary(ce callee) *val {
	a := &application{calling: k, ce: ce, out: map[int]*val{}}
	a.settle()
	a.callbacks()
	a.origins = make([]origin, ce.sum.prepare().places)
	moved := make([]*val, len(ce.sum.flows)) // all is read before anything is written
	for i := range ce.sum.flows {
		moved[i] = a.read(i, &ce.sum.flows[i])
	}
	a.origins = nil
	for _, p := range ce.sum.overs {
		a.clear(p)
	}
	for i := range ce.sum.flows {
		switch to := ce.sum.flows[i].to; {
		case !moved[i].empty():
			a.put(to, a.slotOf(i), moved[i])
		case to.kind == rootResult && isConstElem(lastElem(to.path)):
			a.putNothing(to)
		}
	}
	for _, fr := range ce.sum.funcs {
		a.function(fr)
	}
	for _, tr := range ce.sum.types {
		a.put(tr.to, "", &val{typs: []types.Type{tr.typ}})
	}
	for i, p := range ce.sum.proofs {
		c := check{kinds: p.kinds, when: p.when, label: ce.name, ev: k.f.carry(k.st, a.from(p.at)), pure: a.handed(p.at)}
		if p.refuses != (refusal{}) {
			c.refuses = k.f.refusal(p.refuses)
		}
		slot := "proof" + strconv.Itoa(i)
		if p.group > 0 { // all of the group are the values of one check
			slot, c.needs, c.needy = "group"+strconv.Itoa(p.group), p.needs, true
		}
		k.f.check(k.slot+slot, c)
	}
	return k.results(func(i int, t types.Type) *val { return a.out[i] })
}

// handed reports whether a place is an argument itself and the callee gives back nothing but an outcome.
func (a *application) handed(p place) bool {
	return p.kind == rootParam && p.path == "" && (p.index > 0 || a.sig.Recv() == nil) && a.sig.Results().Len() == 1
}

// from reads a place of the callee in the caller's memory.
func (a *application) from(p place) *val {
	switch p.kind {
	case rootParam:
		if p.index < len(a.args) {
			return a.f.at(a.st, a.args[p.index], p.path)
		}
	case rootFree:
		return a.f.at(a.st, a.captured(p.index), p.path)
	case rootCell:
		return &val{ev: evset{a.f.origin(a.f.keyAt(p, a.args))}}
	case rootPanic:
		if _, ok := a.in.(*ssa.Defer); ok {
			return a.f.at(a.st, a.f.thrown, p.path)
		}
	case rootCallRes:
		return a.returned(p)
	}
	return nil
}

// captured is the content of a captured variable: what is bound is its address.
func (a *application) captured(i int) *val {
	if i >= len(a.ce.bindings) {
		return nil
	}
	b := a.ce.bindings[i]
	var out *val
	for _, r := range b.addrs() {
		out = merge(out, a.f.load(a.st, r, nil))
	}
	if len(b.addrs()) == 0 {
		return b
	}
	return out
}

// read is what a flow moves; one into a sink is recorded at once.
func (a *application) read(i int, fl *flow) *val {
	if fl.to.kind == rootCallArg || fl.from.kind == rootCell && fl.from.method == belowParameter || fl.inHeap() || a.keyIsKnown(fl.from) {
		return nil
	}
	v, ev := a.source(i, fl)
	if len(ev) == 0 && v.empty() {
		return nil
	}
	if fl.sink != nil {
		if fl.sink.kind == kindOf(sinkAlloc) && fl.from.path != "" {
			es := elements(fl.from.path)
			ev = a.f.ownNumbers(ev, es[len(es)-1])
		}
		a.sink(i, fl, v, ev)
		return nil
	}
	return a.moved(i, fl, v, ev)
}

// settle gives arguments memory that the callee writes to, so that a result which is such an argument shares it.
func (a *application) settle() {
	for i := range a.ce.sum.flows {
		to := a.ce.sum.flows[i].to
		if to.kind != rootParam || to.index >= len(a.args) || a.ops[to.index] == nil || len(a.args[to.index].addrs()) > 0 {
			continue
		}
		if _, ok := coreOf(a.ops[to.index].Type()).(*types.Pointer); ok {
			a.args[to.index] = merge(a.args[to.index], &val{refs: a.f.memory(a.st, a.ops[to.index])})
		}
	}
}

// clear forgets what a place of the callee held before: the callee certainly overwrites it.
func (a *application) clear(p place) {
	var v *val
	switch {
	case p.kind == rootParam && p.index < len(a.args):
		v = a.args[p.index]
	case p.kind == rootFree && p.index < len(a.ce.bindings):
		v = a.ce.bindings[p.index]
	}
	refs := a.f.addresses(a.st, v, p.path)
	if len(refs) == 1 && (holdsInterface(refs[0]) || holdsNoPointer(refs[0]) || len(a.f.load(a.st, refs[0], nil).addrs()) == 0) { // else it may be what a pointer there points to
		a.f.store(a.st, refs[0], nil, true)
	}
}

// holdsInterface reports whether what lies at an address is an interface: overwriting it overwrites nothing that it pointed to.
func holdsInterface(r ref) bool {
	last := lastField(r.obj.typ, r.path)
	return last.field != nil && last.exact && types.IsInterface(last.typ)
}

// holdsNoPointer reports whether a place certainly is no pointer: what a callee overwrites at its path is the place itself, and not what a
// pointer there points to.
func holdsNoPointer(r ref) bool {
	t := lastField(r.obj.typ, r.path).typ
	if t == nil {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Interface:
		return false
	}
	return true
}

// source is what a flow starts from here: the value at its place, and the events that go along.
func (a *application) source(i int, fl *flow) (*val, evset) {
	if fl.src != nil {
		if fl.lazy() && !a.f.p.lazy {
			return nil, nil
		}
		a.f.encodes = a.f.encodes || a.f.p.written.has(fl.src.kind)
		src := &source{kind: fl.src.kind, label: fl.src.label, pos: positionOf(a.in), steps: a.stamped(fl.steps), start: fl.label, text: fl.src.text, mark: fl.src.mark, size: fl.src.size, fn: a.f.fn}
		if fl.src.kind == kindOf(Unknown) || fl.src.kind == kindOf(Buffer) {
			src.pos = token.NoPos
		}
		id := a.f.g.get(eventKey{at: a.f.cur, slot: a.slot + "source" + strconv.Itoa(i)}, func() event {
			return event{at: a.f.cur, source: src, note: a.note(fl.to), lazy: fl.lazy()}
		})
		return nil, evset{id}
	}
	if fl.exact && fl.from.isKey() {
		v := a.f.entryValue(a.f.keyAt(fl.from, a.args), placeType(a.sig, fl.to))
		if fl.label.deep || fl.sink != nil || full(elements(fl.from.under()), ".") {
			return v, a.f.deep(a.st, v)
		}
		return v, a.f.carry(a.st, v)
	}
	o := &origin{}
	if a.origins != nil {
		o = &a.origins[a.ce.sum.prepare().start[i]]
	}
	if !o.hasValue {
		o.v, o.hasValue = a.from(fl.from), true
	}
	if fl.label.deep || fl.sink != nil || full(elements(fl.from.under()), ".") {
		if !o.hasDeep {
			o.deep, o.hasDeep = a.f.deep(a.st, o.v), true
		}
		return o.v, o.deep
	}
	if !o.hasCarried {
		o.carried, o.hasCarried = a.f.carry(a.st, o.v), true
	}
	return o.v, o.carried
}

// moved is what arrives at the end of a flow.
func (a *application) moved(i int, fl *flow, v *val, ev evset) *val {
	if len(ev) == 0 && !fl.exact {
		return nil
	}
	slot := a.slotOf(i)
	derive := a.f.derivedWith
	if !a.ce.sum.lazy {
		derive = a.f.derivedMixed
	}
	if fl.src != nil {
		return &val{ev: ev} // the label is the source's from the start
	}
	note := a.note(fl.to)
	if !fl.exact {
		return &val{ev: evset{derive(slot, note, ev, a.f.labelOf(fl), a.stamped(fl.steps))}}
	}
	if fl.to.kind == rootResult && a.basicResult(fl.to) {
		v = (&val{}).withEvents(ev)
	}
	if own := v.events(); len(own) > 0 {
		id := derive(slot, note, own, a.f.labelOf(fl), a.stamped(fl.steps))
		if areFuncs(placeType(a.sig, fl.to)) {
			a.f.g.keepWhole(id)
		}
		v = v.withEvents(evset{id})
	}
	return v
}

// basicResult reports whether a place is a result of a basic type: a value that was behind a pointer is read.
func (a *application) basicResult(p place) bool {
	res := a.sig.Results()
	if p.path != "" || p.index >= res.Len() {
		return false
	}
	_, ok := res.At(p.index).Type().Underlying().(*types.Basic)
	return ok
}

// put stores what arrives at a place of the callee, under the name of the flow's end.
func (a *application) put(to place, slot string, v *val) {
	switch to.kind {
	case rootResult:
		a.out[to.index] = putAt(a.out[to.index], elements(to.path), v)
	case rootParam:
		if to.index < len(a.args) {
			a.putBelow(a.args[to.index], a.ops[to.index], to.path, v)
		}
	case rootFree:
		if to.index < len(a.ce.bindings) {
			a.putBelow(a.ce.bindings[to.index], nil, to.path, v)
		}
	case rootCell:
		a.f.noteCellFuncs(a.st, to, v, 3)
		if to.isKey() || a.f.p.hasParts(v) {
			(&walker{f: a.f, st: a.st, slot: a.slot + "put"}).walk(to, v, true)
			return
		}
		a.f.use(slot, use{ev: v.events(), to: to, exact: len(v.events()) > 0})
	case rootPanic:
		a.f.carries(a.st, putAt(nil, elements(to.path), v), a.slot)
	}
}

// putBelow stores at a path below an argument. An argument that has no memory yet gets some, if it is a register.
func (k *calling) putBelow(arg *val, op ssa.Value, path string, v *val) {
	if len(arg.addrs()) == 0 && op != nil {
		switch coreOf(op.Type()).(type) {
		case *types.Pointer, *types.Slice, *types.Map, *types.Chan, *types.Interface:
			arg = &val{refs: k.f.memory(k.st, op)}
		}
	}
	if path == "" && op != nil && k.f.p.oneWay(op.Type()) {
		return
	}
	refs := k.f.addresses(k.st, arg, path)
	if len(refs) == 0 {
		k.putInside(op, path, v)
	}
	for _, r := range refs {
		inner := k.f.load(k.st, r, nil).addrs()
		k.f.store(k.st, r, v, false)
		k.f.heap(k.st, r, v)
		// A path does not tell a pointer from what it points to: what is there may be a pointer to where the value went.
		for _, in := range inner {
			k.f.store(k.st, in, v, false)
			k.f.heap(k.st, in, v)
		}
	}
}

// putInside stores below a struct that is a value and not a place in memory: in what a map, slice or pointer in it refers to, of which no more
// is known than that.
func (k *calling) putInside(op ssa.Value, path string, v *val) {
	if op == nil || path == "" || v.empty() {
		return
	}
	if _, ok := coreOf(op.Type()).(*types.Struct); !ok {
		return
	}
	if load, ok := op.(*ssa.UnOp); ok && load.Op == token.MUL {
		for _, r := range k.f.value(load.X).addrs() {
			k.f.store(k.st, ref{r.obj, joinPaths(r.path, path)}, v, false)
		}
	}
	if k.f.define(op, putAt(nil, elements(path), v)); slices.Contains(k.f.changed, op) {
		k.f.dirtyAround(op)
	}
}

// oneWay reports whether what is written into a value of a type does not come back when it is read: values of the type are sources
// themselves, as connections are.
func (p *pkg) oneWay(t types.Type) bool {
	name := typeName(t)
	if name == nil {
		return false
	}
	roles := p.models.Type(name)
	return roles != nil && slices.ContainsFunc(roles.Sources, func(s model.Source) bool { return len(s.At.Fields) == 0 })
}

func putAt(v *val, path []string, x *val) *val {
	if len(path) == 0 {
		return merge(v, x)
	}
	return v.with(path[0], putAt(v.child(path[0]), path[1:], x))
}

// root is what a place of the callee hangs below: a result, an argument, or what a captured variable is bound to.
func (a *application) root(p place) *val {
	switch {
	case p.kind == rootResult:
		return a.out[p.index]
	case p.kind == rootParam && p.index < len(a.args):
		return a.args[p.index]
	case p.kind == rootFree && p.index < len(a.ce.bindings):
		return a.ce.bindings[p.index]
	}
	return nil
}

// function puts a function value of the callee where the callee puts it, with what it captured. Function values that captured the same
// variable share it here, too.
func (a *application) function(fr funcResult) {
	t := target{callable: fr.fn}
	for i := range t.freeVars() {
		o := a.f.objectAt(nil, "captured "+a.slot+positionKey(a.f.cur)+" "+strconv.Itoa(fr.vars[i]), nil)
		if v := a.f.at(a.st, a.root(fr.to), fr.to.path+t.bindingElem(i)); v != nil {
			a.st.set(o, weakly(a.st.content[o], v))
		}
		t.bindings = append(t.bindings, &val{refs: []ref{{obj: o}}})
	}
	a.put(fr.to, "", &val{fns: []target{t}})
}

func (c callee) signature() *types.Signature {
	if c.fn != nil {
		return c.fn.Signature
	}
	if c.obj != nil {
		return c.obj.Type().(*types.Signature)
	}
	return types.NewSignatureType(nil, nil, nil, nil, nil, false)
}

// An origin is what a place of the callee holds in the caller.
type origin struct {
	v             *val
	carried, deep evset
	// which of them are known
	hasValue, hasCarried, hasDeep bool
}

// slotOf names the place that a flow ends at.
func (a *application) slotOf(i int) string {
	slot := a.ce.sum.prepare().slot[i]
	if a.slot == "" {
		return slot
	}
	return a.slot + slot
}
