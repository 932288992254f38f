package taint

import (
	"fmt"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// instruction interprets one instruction. It is a flat switch: what a kind of instruction needs beyond a line is in a
// method of its own.
func (f *function) instruction(st *state, in ssa.Instruction) {
	switch in := in.(type) {
	case *ssa.Alloc:
		f.alloc(st, in)
	case *ssa.BinOp:
		f.define(in, f.assignedHere(f.binOp(st, in), in))
	case *ssa.Call:
		f.define(in, f.call(st, in, in.Common()))
	case *ssa.ChangeInterface:
		f.define(in, f.widened(f.value(in.X), in))
	case *ssa.ChangeType:
		f.define(in, f.value(in.X))
	case *ssa.Convert:
		f.define(in, f.assignedHere(f.convert(st, in.X, in.Type()), in))
	case *ssa.DebugRef:
	case *ssa.Defer:
		if !f.runsDefers {
			f.call(st, in, in.Common())
		}
	case *ssa.Extract:
		f.define(in, f.value(in.Tuple).child(access.Tuple(in.Index)))
	case *ssa.Field:
		v := f.at(st, f.value(in.X), access.PathOf(access.Field(shape.FieldName(in.X.Type(), in.Field))))
		f.define(in, f.readField(f.reads(v), in.X.Type(), in.Field, v != nil && v.killed))
	case *ssa.FieldAddr:
		f.define(in, f.address(st, in.X, access.Field(shape.FieldName(in.X.Type(), in.Field))))
	case *ssa.Go:
		f.goes(st, in)
	case *ssa.If, *ssa.Jump:
	case *ssa.RunDefers:
		f.runDefers(st)
		f.recovers(st)
	case *ssa.Index:
		f.define(in, f.picked(f.at(st, f.value(in.X), access.PathOf(f.indexElem(in.Index))), in.Index, in.Type()))
	case *ssa.IndexAddr:
		f.define(in, f.address(st, in.X, f.indexElem(in.Index)))
	case *ssa.Lookup:
		f.define(in, f.assignedHere(f.lookup(st, in), in))
	case *ssa.MakeChan:
		f.allocation("make", in.Type(), in.Size)
		f.define(in, f.fresh(in, in.Type()))
	case *ssa.MakeClosure:
		f.define(in, f.makeClosure(st, in))
	case *ssa.MakeInterface:
		f.define(in, f.made(st, f.makeInterface(in), in))
	case *ssa.MakeMap:
		f.allocation("make", in.Type(), in.Reserve)
		f.define(in, f.fresh(in, in.Type()))
	case *ssa.MakeSlice:
		f.allocation("make", in.Type(), in.Len, in.Cap)
		f.define(in, f.buffer(st, in))
	case *ssa.MapUpdate:
		f.mapUpdate(st, in)
		f.intoNamed(st, in)
		f.bearerEntry(st, in)
	case *ssa.MultiConvert:
		f.define(in, f.convert(st, in.X, in.Type()))
	case *ssa.Next:
		f.define(in, f.next(st, in))
	case *ssa.Panic:
		f.panics(st, in)
		f.runDefers(st)
		f.recovers(st)
	case *ssa.Phi:
		f.define(in, f.phi(in))
	case *ssa.Range:
		f.define(in, f.value(in.X))
	case *ssa.Return:
		f.returns(st, in)
	case *ssa.Select:
		f.define(in, f.selects(st, in))
	case *ssa.Send:
		f.send(st, in.Chan, in.X)
	case *ssa.Slice:
		f.define(in, f.assignedHere(f.slice(in), in))
	case *ssa.SliceToArrayPointer:
		f.define(in, f.value(in.X))
	case *ssa.Store:
		f.storeTo(st, in)
	case *ssa.TypeAssert:
		f.noteAssert(in)
		f.define(in, f.assignedHere(f.typeAssert(in), in))
	case *ssa.UnOp:
		f.define(in, f.unOp(st, in))
	default:
		f.unknownInstruction(in)
	}
}

// runDefers interprets the deferred calls where they run: they see what memory holds at the end.
func (f *function) runDefers(st *state) {
	at, index := f.cur, f.index
	for _, b := range slices.Backward(f.fn.Blocks) {
		if f.in[b.Index] == nil && b.Index != 0 {
			continue
		}
		for i, in := range slices.Backward(b.Instrs) {
			if d, ok := in.(*ssa.Defer); ok {
				f.cur, f.index = d, i
				f.call(st, d, d.Common())
			}
		}
	}
	f.cur, f.index = at, index
}

// strict makes an instruction that the engine does not know a panic; tests set it. A release goes on as if nothing
// flowed.
var strict = false

func (f *function) unknownInstruction(in ssa.Instruction) {
	if strict {
		panic(fmt.Sprintf("unknown instruction %T", in))
	}
	f.caps.Meet(summary.BoundInstruction)
}

// indexElem names an element: a constant index or key apart from the others.
func (f *function) indexElem(v ssa.Value) access.Elem {
	if c, ok := v.(*ssa.Const); ok && c.Value != nil {
		return access.Const(shortConst(c.Value))
	}
	return access.Any
}

// shortConst prints a constant so that different constants differ, in bounded space.
func shortConst(v constant.Value) string {
	s := v.ExactString()
	if len(s) > 40 {
		s = s[:40] + "~" + strconv.Itoa(len(s))
	}
	return s
}

func (f *function) binOp(st *state, in *ssa.BinOp) *val {
	switch in.Op {
	case token.EQL, token.NEQ:
		f.comparison(st, in)
		f.compared(st, in)
		f.refusing(st, in)
		return nil
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		f.compared(st, in)
		f.refusing(st, in)
		return nil
	}
	x, y := f.value(in.X).events(), f.value(in.Y).events()
	if len(x) == 0 && len(y) == 0 {
		return nil
	}
	if v, ok := f.limited(in, x, y); ok {
		return v
	}
	if b, ok := in.Type().Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
		return &val{ev: evset{f.composed("", "", []evset{x, y}, summary.Label{})}}
	}
	return &val{ev: x.union(y)}
}

func (f *function) convert(st *state, x ssa.Value, to types.Type) *val {
	v := f.value(x)
	if _, ok := to.Underlying().(*types.Basic); ok {
		if _, ok := x.Type().Underlying().(*types.Slice); ok {
			return (&val{}).withEvents(f.carry(st, v)) // bytes or runes to string
		}
	}
	return v
}

func (f *function) lookup(st *state, in *ssa.Lookup) *val {
	v := f.at(st, f.value(in.X), access.PathOf(f.indexElem(in.Index)))
	if m, ok := shape.Core(in.X.Type()).(*types.Map); ok {
		v = f.readEntry(v, in.X.Type(), in.Index, m.Elem())
	}
	v = f.picked(v, in.Index, nil)
	if in.CommaOk {
		return (&val{}).with(access.Tuple(0), v)
	}
	return v
}

func (f *function) makeClosure(st *state, in *ssa.MakeClosure) *val {
	t := target{Callable: summary.Callable{Fn: in.Fn.(*ssa.Function)}}
	for _, b := range in.Bindings {
		t.bindings = append(t.bindings, f.value(b))
	}
	f.captured(st, t)
	f.captures(st, in, t)
	return &val{fns: []target{t}}
}

func (f *function) makeInterface(in *ssa.MakeInterface) *val {
	out := val{}
	if v := f.value(in.X); v != nil {
		out = *v
	}
	out.typs = unionTypes(out.typs, []types.Type{in.X.Type()})
	return &out
}

func (f *function) next(st *state, in *ssa.Next) *val {
	v := f.value(in.Iter)
	out := &val{}
	if in.IsString {
		return out.with(access.Tuple(2), v)
	}
	return out.with(access.Tuple(1), f.at(st, v, access.PathOf(access.Key))).with(access.Tuple(2), f.at(st, v, access.PathOf(access.Any)))
}

// phi joins values. Behind a loop that certainly runs, it is what a round has left.
func (f *function) phi(in *ssa.Phi) *val {
	if l := f.loops[in.Block().Index]; l != nil {
		after := f.joined(in, "after", l.Latch)
		if !f.afterAll[in].covers(after) {
			if f.afterAll == nil {
				f.afterAll = map[*ssa.Phi]*val{}
			}
			f.afterAll[in] = merge(f.afterAll[in], after).bounded()
			f.changed = append(f.changed, in)
		}
	}
	return f.joined(in, "", func(*ssa.BasicBlock) bool { return true })
}

// joined joins the values that come from some blocks. It is an event of its own, with the ends of the blocks as the
// places of use: a value that was verified on one way is clean on that way only.
func (f *function) joined(in *ssa.Phi, slot string, from func(*ssa.BasicBlock) bool) *val {
	var out *val
	n := 0
	for i, e := range in.Edges {
		if pred := in.Block().Preds[i]; !from(pred) || !f.entersFrom(pred, in.Block()) || f.chosen.Along(e, in.Block(), i) {
			continue // not reached yet, or never; or a constant
		}
		v := f.value(e)
		if len(v.events()) > 0 {
			n++
		}
		out = merge(out, v)
	}
	if n == 0 {
		return out
	}
	id := f.g.get(eventKey{at: in, slot: slot}, func() event { return event{at: in} })
	for i, e := range in.Edges {
		pred := in.Block().Preds[i]
		if !from(pred) || !f.entersFrom(pred, in.Block()) || f.chosen.Along(e, in.Block(), i) {
			continue
		}
		for _, ev := range f.value(e).events() {
			f.g.link(id, edge{from: ev, block: pred, index: len(pred.Instrs), label: f.clamped(in, i), choice: true, whole: shape.HoldsFuncs(in.Type())})
		}
	}
	return out.withEvents(evset{id})
}

func (f *function) storeTo(st *state, in *ssa.Store) {
	if f.wipes(in) {
		if refs := f.value(in.Addr).addrs(); len(refs) == 1 {
			f.store(st, refs[0], nil, true)
		}
		return
	}
	f.storedIn(st, in, f.value(in.Val))
	v := f.marked(f.value(in.Val), in.Addr)
	if b := f.literalBytes(in); b != nil {
		v = merge(v, b)
	}
	v = f.storedField(f.kept(st, v, in.Addr), in.Val, in.Addr)
	f.bearerStore(st, in, v)
	f.keyDefault(st, in, v)
	refs := f.value(in.Addr).addrs()
	for _, r := range refs {
		f.store(st, r, v, len(refs) == 1)
		f.heap(st, r, v)
	}
	f.killNamed(st, refs, v, in.Addr)
}

func (f *function) unOp(st *state, in *ssa.UnOp) *val {
	switch in.Op {
	case token.MUL:
		var out *val
		v := f.value(in.X)
		for i, r := range v.addrs() {
			if loaded := f.load(st, r, in.Type()); i == 0 {
				out = loaded // which fields are known goes along with a copy of the struct
			} else {
				out = merge(out, loaded)
			}
		}
		if len(v.addrs()) == 0 && len(v.events()) > 0 {
			return &val{ev: v.ev}
		}
		out = f.structBehind(st, out, in.Type())
		switch x := in.X.(type) {
		case *ssa.FieldAddr:
			return f.counted(f.readField(f.reads(out), x.X.Type(), x.Field, f.written(st, x)), x)
		case *ssa.Global:
			return f.counted(f.readVariable(f.reads(out), x), x)
		case *ssa.IndexAddr:
			return f.picked(f.reads(out), x.Index, in.Type())
		}
		return f.reads(out)
	case token.ARROW:
		v := f.receive(st, in.X)
		if in.CommaOk {
			return (&val{}).with(access.Tuple(0), v)
		}
		return v
	case token.NOT:
		return nil
	}
	return f.value(in.X)
}

// reads gives a source that a model sees in a field or type an event at the place where it is read.
func (f *function) reads(v *val) *val {
	if v == nil {
		return nil
	}
	var ev evset
	found := false
	for _, e := range v.ev {
		if src := f.g.events[e].source; src != nil && src.Held {
			e = f.derived("read", "read from "+src.Label, evset{e}, summary.Label{})
			found = true
		}
		ev = ev.union(evset{e})
	}
	if !found {
		return v
	}
	return v.withEvents(ev)
}

// returns records what the function's results and its parameters' content are.
func (f *function) returns(st *state, in *ssa.Return) {
	for i, r := range in.Results {
		v := f.bearerReturn(st, i, f.value(r))
		if f.p.scope.Lazy && f.failing(in) {
			v = f.withoutLazy(v, nil)
		}
		f.resultUses(st, i, v)
		f.resultTypes(i, r, v)
	}
	f.resultsForLibrary(st, in)
	f.parameterUses(st)
}
