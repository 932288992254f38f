package taint

import (
	"go/token"
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

// An application is one summary being applied at one call.
type application struct {
	*calling
	ce      callee
	out     map[int]*val
	stamps  map[*summary.Step]*summary.Step
	results map[string]*callResult // of the calls of function values among the arguments, by access.CallName
	origins []origin               // while flows are read: what their starts hold here, see summary.Prepared
}

func (k *calling) applySummary(ce callee) *val {
	a := &application{calling: k, ce: ce, out: map[int]*val{}}
	a.settle()
	a.callbacks()
	a.origins = make([]origin, ce.sum.Prepare().Places)
	moved := make([]*val, len(ce.sum.Flows)) // all is read before anything is written
	k.f.work += len(ce.sum.Flows)
	brief := a.briefly()
	for i := range ce.sum.Flows {
		if brief == nil || brief[i] {
			moved[i] = a.read(i, &ce.sum.Flows[i])
		}
	}
	a.origins = nil
	for _, p := range ce.sum.Kills {
		a.clear(p)
	}
	for i := range ce.sum.Flows {
		switch to := ce.sum.Flows[i].To; {
		case !moved[i].empty():
			a.put(to, a.slotOf(i), moved[i])
		case to.Root == access.Result && to.Path.Last().IsConst():
			a.putNothing(to)
		}
	}
	for i := range ce.sum.Found {
		if ce.sum.Found[i].Pending {
			a.judge(i, &ce.sum.Found[i])
		}
	}
	for _, fr := range ce.sum.Funcs {
		if fr.To.Root != access.CallArg { // else see callbackArgs
			a.put(fr.To, "", &val{fns: []target{a.function(fr, a.root(fr.To), fr.To.Path)}})
		}
	}
	for _, tr := range ce.sum.Types {
		a.put(tr.To, "", &val{typs: []types.Type{tr.Type}})
	}
	for i, p := range ce.sum.Postconditions {
		c := check{kinds: p.Kinds, when: p.When, label: ce.name, ev: k.f.carry(k.st, a.from(p.At)), pure: a.onlyChecked(p.At) && p.When != summary.WhenField}
		if p.Field.Root == access.Result {
			c.field = &model.Path{Root: model.Result, Index: p.Field.Index, Param: -1, Fields: []string{p.Field.Path.Last().Name()}}
		}
		if p.Refuses != (summary.Refusal{}) {
			c.refuses = k.f.refusal(p.Refuses)
		}
		slot := "proof" + strconv.Itoa(i)
		if p.Group > 0 { // all of the group are the values of one check
			slot, c.needs, c.needy = "group"+strconv.Itoa(p.Group), p.Needs, true
		}
		k.f.check(k.slot+slot, c)
	}
	return k.results(func(i int, t types.Type) *val { return a.out[i] })
}

// onlyChecked reports whether a place is an argument itself and the callee returns nothing but an outcome.
func (a *application) onlyChecked(p access.Place) bool {
	return p.Root == access.Param && p.Path == "" && (p.Index > 0 || a.sig.Recv() == nil) && a.sig.Results().Len() == 1
}

// from reads a place of the callee in the caller's memory.
func (a *application) from(p access.Place) *val {
	switch p.Root {
	case access.Param:
		if p.Index < len(a.args) {
			return a.f.at(a.st, a.args[p.Index], p.Path)
		}
	case access.Free:
		return a.f.at(a.st, a.captured(p.Index), p.Path)
	case access.Cell:
		return &val{ev: evset{a.f.origin(a.f.keyAt(p, a.args))}}
	case access.Panic:
		if _, ok := a.in.(*ssa.Defer); ok {
			return a.f.at(a.st, a.f.thrown, p.Path)
		}
	case access.CallResult:
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
func (a *application) read(i int, fl *summary.Flow) *val {
	if fl.To.Root == access.CallArg || a.elsewhere(fl) {
		return nil
	}
	v, ev := a.source(i, fl)
	if len(ev) == 0 && v.empty() {
		return nil
	}
	if fl.Sink != nil {
		if fl.Sink.Kind == kind.Of(sinkAlloc) && fl.From.Path != "" {
			ev = a.f.ownNumbers(ev, fl.From.Path.Last())
		}
		a.sink(i, fl, v, ev)
		return nil
	}
	return a.moved(i, fl, v, ev)
}

// settle gives arguments memory that the callee writes to, so that a result which is such an argument shares it.
func (a *application) settle() {
	for i := range a.ce.sum.Flows {
		to := a.ce.sum.Flows[i].To
		if to.Root != access.Param || to.Index >= len(a.args) || a.ops[to.Index] == nil || len(a.args[to.Index].addrs()) > 0 {
			continue
		}
		if _, ok := shape.Core(a.ops[to.Index].Type()).(*types.Pointer); ok {
			a.args[to.Index] = merge(a.args[to.Index], &val{refs: a.f.memory(a.st, a.ops[to.Index])})
		}
	}
}

// clear forgets what a place of the callee held before: the callee certainly overwrites it.
func (a *application) clear(p access.Place) {
	if a.perhaps {
		return
	}
	var v *val
	switch {
	case p.Root == access.Param && p.Index < len(a.args):
		v = a.args[p.Index]
	case p.Root == access.Free && p.Index < len(a.ce.bindings):
		v = a.ce.bindings[p.Index]
	}
	refs := a.f.addresses(a.st, v, p.Path)
	// Where there is a pointer, the callee may mean what it points to.
	if len(refs) == 1 && (holdsInterface(refs[0]) || holdsNoPointer(refs[0]) || len(a.f.load(a.st, refs[0], nil).addrs()) == 0) {
		a.f.store(a.st, refs[0], nil, true)
	}
}

// source is what a flow starts from here: the value at its place, and the events that go along.
func (a *application) source(i int, fl *summary.Flow) (*val, evset) {
	if fl.Src != nil {
		if fl.Lazy() && !a.f.p.scope.Lazy {
			return nil, nil
		}
		a.f.encodes = a.f.encodes || a.f.p.written.Has(fl.Src.Kind)
		src := &summary.Source{Kind: fl.Src.Kind, Label: fl.Src.Label, Pos: positionOf(a.in), Steps: a.stamped(fl.Steps), Start: fl.Label, Text: fl.Src.Text, Mark: fl.Src.Mark, Size: fl.Src.Size, Fn: a.f.fn}
		if fl.Src.Kind == kind.Of(kind.Unknown) || fl.Src.Kind == kind.Of(kind.Buffer) {
			src.Pos = token.NoPos
		}
		id := a.f.g.get(eventKey{at: a.f.cur, slot: a.slot + "source" + strconv.Itoa(i)}, func() event {
			return event{at: a.f.cur, source: src, note: a.note(fl.To), lazy: fl.Lazy()}
		})
		return nil, evset{id}
	}
	if fl.Exact && fl.From.IsKey() {
		v := a.f.entryValue(a.f.keyAt(fl.From, a.args), shape.OfPlace(a.sig, fl.To))
		if fl.Label.Deep || fl.Sink != nil || access.Full(fl.From.Under().Elems(), ".") {
			return v, a.f.deep(a.st, v)
		}
		return v, a.f.carry(a.st, v)
	}
	o := &origin{}
	if a.origins != nil {
		o = &a.origins[a.ce.sum.Prepare().Start[i]]
	}
	if !o.hasValue {
		o.v, o.hasValue = a.from(fl.From), true
	}
	if fl.Label.Deep || fl.Sink != nil || access.Full(fl.From.Under().Elems(), ".") {
		if !o.hasDeep {
			o.deep, o.hasDeep = a.f.deep(a.st, o.v), true
		}
		return o.v, o.deep
	}
	if !o.hasCarried {
		o.carried, o.hasCarried = a.f.carry(a.st, o.v).union(a.yielded(o.v, a.slot+"start"+strconv.Itoa(i))), true
	}
	return o.v, o.carried
}

// moved is what arrives at the end of a flow.
func (a *application) moved(i int, fl *summary.Flow, v *val, ev evset) *val {
	if len(ev) == 0 && !fl.Exact {
		return nil
	}
	slot := a.slotOf(i)
	derive := a.f.derivedWith
	if !a.ce.sum.Lazy {
		derive = a.f.derivedMixed
	}
	if fl.Src != nil {
		return &val{ev: ev} // the label is the source's from the start
	}
	note := a.note(fl.To)
	if !fl.Exact {
		return &val{ev: evset{derive(slot, note, ev, a.f.labelOf(fl), a.stamped(fl.Steps))}}
	}
	if fl.To.Root == access.Result && a.basicResult(fl.To) {
		v = (&val{}).withEvents(ev)
	}
	if own := v.events(); len(own) > 0 {
		id := derive(slot, note, own, a.f.labelOf(fl), a.stamped(fl.Steps))
		if shape.HoldsFuncs(shape.OfPlace(a.sig, fl.To)) {
			a.f.g.keepWhole(id)
		}
		v = v.withEvents(evset{id})
	}
	return v
}

// basicResult reports whether a place is a result of a basic type: a value that was behind a pointer is read.
func (a *application) basicResult(p access.Place) bool {
	res := a.sig.Results()
	if p.Path != "" || p.Index >= res.Len() {
		return false
	}
	_, ok := res.At(p.Index).Type().Underlying().(*types.Basic)
	return ok
}

// put stores what arrives at a place of the callee, under the name of the flow's end.
func (a *application) put(to access.Place, slot string, v *val) {
	switch to.Root {
	case access.Result:
		a.out[to.Index] = putAt(a.out[to.Index], to.Path.Elems(), v)
	case access.Param:
		if to.Index < len(a.args) {
			a.putBelow(a.args[to.Index], a.ops[to.Index], to.Path, v)
		}
	case access.Free:
		if to.Index < len(a.ce.bindings) {
			a.putBelow(a.ce.bindings[to.Index], nil, to.Path, v)
		}
	case access.Cell:
		a.f.noteCellFuncs(a.st, to, v, 3)
		if to.IsKey() || a.f.p.hasParts(v) {
			(&walker{f: a.f, st: a.st, slot: a.slot + "put"}).walk(to, v, true)
			return
		}
		a.f.use(slot, use{ev: v.events(), to: to, exact: len(v.events()) > 0})
	case access.Panic:
		a.f.carries(a.st, putAt(nil, to.Path.Elems(), v), a.slot)
	}
}

// putBelow stores at a path below an argument. An argument that has no memory yet gets some, if it is a register.
func (k *calling) putBelow(arg *val, op ssa.Value, path access.Path, v *val) {
	if len(arg.addrs()) == 0 && op != nil {
		switch shape.Core(op.Type()).(type) {
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

// putInside stores below a struct that is a value and not a place in memory: in what a map, slice or pointer in it
// refers to, of which no more is known than that.
func (k *calling) putInside(op ssa.Value, path access.Path, v *val) {
	if op == nil || path == "" || v.empty() {
		return
	}
	if _, ok := shape.Core(op.Type()).(*types.Struct); !ok {
		return
	}
	if load, ok := op.(*ssa.UnOp); ok && load.Op == token.MUL {
		for _, r := range k.f.value(load.X).addrs() {
			k.f.store(k.st, ref{r.obj, r.path.JoinAll(path)}, v, false)
		}
	}
	if k.f.define(op, putAt(nil, path.Elems(), v)); slices.Contains(k.f.changed, op) {
		k.f.dirtyAround(op)
	}
}

// oneWay reports whether what is written into a value of a type does not come back when it is read: values of the type
// are sources themselves, as connections are.
func (p *pkg) oneWay(t types.Type) bool {
	name := shape.NameOf(t)
	if name == nil {
		return false
	}
	roles := p.models.Type(name)
	return roles != nil && slices.ContainsFunc(roles.Sources, func(s model.Source) bool { return len(s.At.Fields) == 0 })
}

func putAt(v *val, path []access.Elem, x *val) *val {
	if len(path) == 0 {
		return merge(v, x)
	}
	return v.with(path[0], putAt(v.child(path[0]), path[1:], x))
}

// root is what a place of the callee hangs below: a result, an argument, or what a captured variable is bound to.
func (a *application) root(p access.Place) *val {
	switch {
	case p.Root == access.Result:
		return a.out[p.Index]
	case p.Root == access.Param && p.Index < len(a.args):
		return a.args[p.Index]
	case p.Root == access.Free && p.Index < len(a.ce.bindings):
		return a.ce.bindings[p.Index]
	}
	return nil
}

// function is a function value of the callee with what it captured, which lies at a path below a value. Function values
// that captured the same variable share it here, too.
func (a *application) function(fr summary.FuncResult, below *val, path access.Path) target {
	t := target{Callable: fr.Fn}
	for i := range t.FreeVars() {
		o := a.f.objectAt(nil, "captured "+a.slot+positionKey(a.f.cur)+" "+strconv.Itoa(fr.Vars[i]), nil)
		if v := a.f.at(a.st, below, path+access.PathOf(t.BindingElem(i))); v != nil {
			a.st.set(o, weakly(a.st.content[o], v))
		}
		t.bindings = append(t.bindings, &val{refs: []ref{{obj: o}}})
	}
	return t
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
	slot := a.ce.sum.Prepare().Slot[i]
	if a.slot == "" {
		return slot
	}
	return a.slot + slot
}
