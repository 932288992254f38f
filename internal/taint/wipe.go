package taint

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
)

// wipes reports whether an instruction puts nothing into a field that the function has read before: what was there has
// served, and nothing is no value that it is meant to have. It matters where empty text is a source.
func (f *function) wipes(in *ssa.Store) bool {
	to, ok := in.Addr.(*ssa.FieldAddr)
	c, isConst := in.Val.(*ssa.Const)
	if !f.p.scope.Lazy || !ok || !isConst || !isEmpty(c) || !shape.IsFlat(c.Type()) || shape.IsNumber(c.Type()) {
		return false
	}
	return slices.ContainsFunc(f.loadsOf(to.Field), func(load *ssa.UnOp) bool {
		return sameField(load.X, to) && runsBefore(load, in) && isUsed(load)
	})
}

// loadsOf are the instructions of the function that load the field with some index, of a struct of any type. All are
// listed when one is asked for: to look for them at each store takes the square of the function's length.
func (f *function) loadsOf(field int) []*ssa.UnOp {
	if f.loads == nil {
		f.loads = map[int][]*ssa.UnOp{}
		for _, b := range f.fn.Blocks {
			for _, in := range b.Instrs {
				load, ok := in.(*ssa.UnOp)
				if !ok || load.Op != token.MUL {
					continue
				}
				if from, ok := load.X.(*ssa.FieldAddr); ok {
					f.loads[from.Field] = append(f.loads[from.Field], load)
				}
			}
		}
	}
	return f.loads[field]
}

// runsBefore reports whether an instruction has run whenever another does.
func runsBefore(a, b ssa.Instruction) bool {
	if a.Block() != b.Block() {
		return a.Block().Dominates(b.Block())
	}
	instrs := b.Block().Instrs
	return slices.Index(instrs, a) < slices.Index(instrs, b)
}

// sameField reports whether two addresses are of the same field of the same object.
func sameField(a, b ssa.Value) bool {
	if a == b {
		return true
	}
	x, ok := a.(*ssa.FieldAddr)
	y, isField := b.(*ssa.FieldAddr)
	return ok && isField && x.Field == y.Field && sameField(x.X, y.X)
}

// isUsed reports whether a value goes somewhere, and is not only compared: a default is set where a field is found to
// be empty.
func isUsed(v ssa.Value) bool {
	return slices.ContainsFunc(*v.Referrers(), func(r ssa.Instruction) bool {
		switch r := r.(type) {
		case *ssa.DebugRef:
			return false
		case *ssa.BinOp:
			return !compares(r.Op)
		case *ssa.Call:
			b, builtin := r.Call.Value.(*ssa.Builtin)
			return !builtin || b.Name() != "len"
		}
		return true
	})
}
