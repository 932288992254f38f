package taint

import (
	"go/constant"
	"go/token"
	"go/types"
	"math/bits"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// How large a number is: comparisons that bound one, operations whose result is small whatever goes in, and the lengths
// that make is given.

const (
	// smallBits is the width of numbers that are small enough to allocate by: 16 MiB of bytes.
	smallBits = 24
	// boundBits is the width of a constant from which on being below it bounds nothing.
	boundBits = 30
)

// compared takes a comparison of integers for a check: on the branch where one is not above the other, it is bounded.
func (f *function) compared(st *state, in *ssa.BinOp) {
	if !shape.IsInteger(in.X.Type()) || sameNumber(in.X, in.Y) {
		return // one that is compared with itself in another type may be any that both types have
	}
	for i, v := range [...]ssa.Value{in.X, in.Y} {
		other := in.Y
		if i == 1 {
			other = in.X
		}
		if _, isConst := v.(*ssa.Const); isConst || hugeConst(other) {
			continue
		}
		c := check{kinds: kind.Of(aspectAmount).Set(), when: boundedWhen(in.Op, i == 0), label: "a comparison", ev: f.number(v), narrow: true}
		if f.replacedIfLarge(in, v, c.when) {
			c.when = summary.WhenReturns
		}
		f.check("amount"+strconv.Itoa(i), c)
		if ev := f.measured(st, v); len(ev) > 0 {
			f.check("size"+strconv.Itoa(i), check{kinds: kind.Of(aspectSize).Set(), when: c.when, label: "a comparison", ev: ev})
		}
	}
}

// sameNumber reports whether two values are one number, converted or read twice.
func sameNumber(x, y ssa.Value) bool {
	x, y = stripConverts(x), stripConverts(y)
	a, ok := x.(*ssa.UnOp)
	b, too := y.(*ssa.UnOp)
	return x == y || ok && too && a.Op == token.MUL && b.Op == token.MUL && a.X == b.X
}

// boundedWhen says which outcome of a comparison bounds its left or right operand from above.
func boundedWhen(op token.Token, left bool) summary.Outcome {
	switch op {
	case token.GTR, token.GEQ:
		if left {
			return summary.WhenFalse
		}
	case token.LSS, token.LEQ:
		if !left {
			return summary.WhenFalse
		}
	case token.NEQ:
		return summary.WhenFalse
	}
	return summary.WhenTrue
}

// hugeConst reports whether a value is a constant that bounds nothing that matters.
func hugeConst(v ssa.Value) bool {
	c := folded(v, maxFolded)
	if c == nil {
		return false
	}
	n, exact := constant.Uint64Val(c)
	return constant.Sign(c) > 0 && (!exact || bits.Len64(n) > boundBits)
}

// maxFolded bounds how deep the operands of a constant are looked into.
const maxFolded = 4

// folded is the integer that a value always is: a constant, what a function of the package returns that returns nothing
// else, or a sum, difference or product of such; nil if it is not known.
func folded(v ssa.Value, depth int) constant.Value {
	if depth == 0 {
		return nil
	}
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value != nil {
			if c := constant.ToInt(v.Value); c.Kind() == constant.Int {
				return c
			}
		}
	case *ssa.Convert:
		return folded(v.X, depth)
	case *ssa.BinOp:
		x, y := folded(v.X, depth-1), folded(v.Y, depth-1)
		if x != nil && y != nil && (v.Op == token.ADD || v.Op == token.SUB || v.Op == token.MUL) {
			return constant.BinaryOp(x, v.Op, y)
		}
	case *ssa.Call:
		if fn := v.Call.StaticCallee(); fn != nil && len(fn.Blocks) == 1 {
			if ret, ok := fn.Blocks[0].Instrs[len(fn.Blocks[0].Instrs)-1].(*ssa.Return); ok && len(ret.Results) == 1 {
				return folded(ret.Results[0], depth-1)
			}
		}
	}
	return nil
}

// number are the events of an integer. One that was read from a field which was there at entry has none, since numbers
// are not worth an origin each; where it matters it gets one here.
func (f *function) number(v ssa.Value) evset {
	for {
		ev := f.value(v).events()
		switch x := v.(type) {
		case *ssa.Convert:
			v = x.X
			continue
		case *ssa.UnOp:
			if x.Op != token.MUL || len(ev) > 0 {
				if fa, ok := x.X.(*ssa.FieldAddr); ok {
					return f.ownNumbers(ev, access.Field(shape.FieldName(fa.X.Type(), fa.Field)))
				}
				return ev
			}
			for _, r := range f.value(x.X).addrs() {
				if p := r.obj.place.Below(r.path); r.obj.lazy && p.Path != "" && (p.Root == access.Param || p.Root == access.Free) {
					ev = ev.union(evset{f.origin(p)})
				}
			}
			return ev
		}
		return ev
	}
}

// ownNumbers drops from the value of a field the sources that hold the whole object: a connection is a source, the size
// of its buffer is the program's.
func (f *function) ownNumbers(ev evset, field access.Elem) evset {
	return slices.DeleteFunc(slices.Clone(ev), func(e eventID) bool {
		src := f.heldIn(e)
		return src != nil && src.In.Path.Last() != field
	})
}

// heldIn is the source in a field or parameter that an event is, or is the reading of; nil for others.
func (f *function) heldIn(e eventID) *summary.Source {
	ev := &f.g.events[e]
	if _, read := ev.at.(*ssa.UnOp); read && ev.source == nil && len(ev.preds) == 1 {
		ev = &f.g.events[ev.preds[0].from]
	}
	if ev.source == nil || !ev.source.Held {
		return nil
	}
	return ev.source
}

// replacedIfLarge reports whether a variable that was found to be too large is overwritten on the branch that says so:
// from the comparison on it is bounded on every path.
func (f *function) replacedIfLarge(in *ssa.BinOp, v ssa.Value, when summary.Outcome) bool {
	load, ok := stripConverts(v).(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return false
	}
	for _, r := range *in.Referrers() {
		br, ok := r.(*ssa.If)
		if !ok {
			continue
		}
		large := br.Block().Succs[0]
		if when == summary.WhenTrue {
			large = br.Block().Succs[1]
		}
		for _, i := range large.Instrs {
			if s, ok := i.(*ssa.Store); ok && len(large.Preds) == 1 && sameAddress(s.Addr, load.X) && len(f.value(s.Val).events()) == 0 {
				return true
			}
		}
	}
	return false
}

// sameAddress reports whether two addresses are of the same variable or of the same field of it.
func sameAddress(a, b ssa.Value) bool {
	if a == b {
		return true
	}
	switch x := a.(type) {
	case *ssa.FieldAddr:
		y, ok := b.(*ssa.FieldAddr)
		return ok && x.Field == y.Field && sameAddress(x.X, y.X)
	case *ssa.UnOp:
		y, ok := b.(*ssa.UnOp)
		return ok && x.Op == token.MUL && y.Op == token.MUL && sameAddress(x.X, y.X)
	}
	return false
}

// clamped is the label of an edge into a phi: the value is bounded if the branch was taken because it is not too large.
func (f *function) clamped(in *ssa.Phi, edge int) summary.Label {
	pred := in.Block().Preds[edge]
	br, ok := pred.Instrs[len(pred.Instrs)-1].(*ssa.If)
	if !ok || pred.Succs[0] == pred.Succs[1] {
		return summary.Label{}
	}
	cmp, ok := br.Cond.(*ssa.BinOp)
	if !ok || !shape.IsInteger(cmp.X.Type()) {
		return summary.Label{}
	}
	v := stripConverts(in.Edges[edge])
	left := stripConverts(cmp.X) == v
	if !left && stripConverts(cmp.Y) != v || left && hugeConst(cmp.Y) || !left && hugeConst(cmp.X) {
		return summary.Label{}
	}
	if (boundedWhen(cmp.Op, left) == summary.WhenTrue) != (pred.Succs[0] == in.Block()) {
		return summary.Label{}
	}
	return summary.Label{Clears: kind.Of(aspectAmount).Set(), Why: "bounded by a comparison"}
}

func stripConverts(v ssa.Value) ssa.Value {
	for {
		c, ok := v.(*ssa.Convert)
		if !ok {
			return v
		}
		v = c.X
	}
}

// limited is the result of an operation that makes a small number of any other: a mask or remainder by something that
// the input does not choose.
func (f *function) limited(in *ssa.BinOp, x, y evset) (*val, bool) {
	mask := in.Op == token.AND && (len(x) == 0 || len(y) == 0)
	if !shape.IsInteger(in.Type()) || !mask && !(in.Op == token.REM && len(y) == 0) || hugeConst(in.X) || hugeConst(in.Y) {
		return nil, false
	}
	l := summary.Label{Clears: kind.Of(aspectAmount).Set(), Why: "bounded by " + in.Op.String()}
	return &val{ev: evset{f.derived("limited", "", x.union(y), l)}}, true
}

// least is the result of min: bounded if one of its arguments is not the input's.
func (k *calling) least() *val {
	var ev evset
	free := false
	for i, a := range k.args {
		ev = ev.union(a.events())
		free = free || len(a.events()) == 0 && !hugeConst(k.ops[i])
	}
	if len(ev) == 0 {
		return nil
	}
	l := summary.Label{}
	if free && shape.IsInteger(k.ops[0].Type()) {
		l = summary.Label{Clears: kind.Of(aspectAmount).Set(), Why: "bounded by min"}
	}
	return &val{ev: evset{k.f.derived(k.slot+"min", "", ev, l)}}
}

// allocation records the length that an allocation is made by.
func (f *function) allocation(what string, t types.Type, lengths ...ssa.Value) {
	var ev evset
	for _, v := range lengths {
		if v != nil && width(v, 0) > smallBits {
			ev = ev.union(f.number(v))
		}
	}
	f.languageSink(sinkAlloc, what, ev, t)
}

// width is how many bits a number can have.
func width(v ssa.Value, depth int) int {
	own := 64
	if b, ok := v.Type().Underlying().(*types.Basic); ok {
		switch b.Kind() {
		case types.Uint8, types.Int8:
			own = 8
		case types.Uint16, types.Int16:
			own = 16
		case types.Uint32, types.Int32:
			own = 32
		}
	}
	if depth > 8 {
		return own
	}
	depth++
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value == nil {
			return own
		}
		if n, ok := constant.Uint64Val(constant.ToInt(v.Value)); ok {
			return bits.Len64(n)
		}
	case *ssa.Convert:
		return min(own, width(v.X, depth))
	case *ssa.BinOp:
		x, y := width(v.X, depth), width(v.Y, depth)
		switch v.Op {
		case token.OR, token.XOR:
			return min(own, max(x, y))
		case token.ADD:
			return min(own, max(x, y)+1)
		case token.MUL:
			return min(own, x+y)
		case token.AND:
			return min(own, x, y)
		case token.QUO, token.SUB:
			return x
		case token.SHL, token.SHR:
			if c, ok := v.Y.(*ssa.Const); ok && c.Value != nil {
				n, _ := constant.Int64Val(constant.ToInt(c.Value))
				if v.Op == token.SHR {
					n = -n
				}
				return min(own, max(0, x+int(n)))
			}
		}
	}
	return own
}

// amountsAside drops what comparisons of numbers tell of a function's own: other packages are not told, as nearly every
// function has some.
func amountsAside(proofs []summary.Postcondition) []summary.Postcondition {
	return slices.DeleteFunc(slices.Clone(proofs), func(p summary.Postcondition) bool { return p.Kinds == kind.Of(aspectAmount).Set() })
}
