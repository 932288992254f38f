package taint

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
)

// wipes reports whether an instruction puts nothing into a field that the function has read before: what was there has
// served, and nothing is no value that it is meant to have.
func wipes(in *ssa.Store) bool {
	to, ok := in.Addr.(*ssa.FieldAddr)
	if c, isConst := in.Val.(*ssa.Const); !ok || !isConst || !isEmpty(c) || !shape.IsString(c.Type()) && !shape.IsFlat(c.Type()) {
		return false
	}
	for _, b := range in.Parent().Blocks {
		if b != in.Block() && !b.Dominates(in.Block()) {
			continue
		}
		before := b.Instrs
		if b == in.Block() {
			before = before[:slices.Index(before, ssa.Instruction(in))]
		}
		for _, i := range before {
			if load, ok := i.(*ssa.UnOp); ok && load.Op == token.MUL && sameField(load.X, to) && isUsed(load) {
				return true
			}
		}
	}
	return false
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
