package taint

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// fillsOnMiss reports whether a map, of the language or of a type, was looked up under the same key before something is
// put into it here: a cache by its use, whatever it is called.
func (f *function) fillsOnMiss(container, key ssa.Value) bool {
	name := nameOf(container)
	if name == "" {
		return false
	}
	for _, b := range f.fn.Blocks {
		if b != f.cur.Block() && !b.Dominates(f.cur.Block()) {
			continue
		}
		for _, in := range b.Instrs {
			if in == f.cur {
				break
			}
			if where, under := f.lookedUp(in); where != nil && nameOf(where) == name && sameKey(under, key) {
				return f.readsBack(in, name, key)
			}
		}
	}
	return false
}

// readsBack reports whether what lies in a map is read where it was looked up, or later: a map that is only asked
// whether it has a key is being merged with another one.
func (f *function) readsBack(lookup ssa.Instruction, name string, key ssa.Value) bool {
	l, ok := lookup.(*ssa.Lookup)
	if !ok {
		return true
	}
	if value := component0(l); value != nil && isUsed(value) {
		return true
	}
	for _, b := range f.fn.Blocks {
		for _, in := range b.Instrs {
			if o, ok := in.(*ssa.Lookup); ok && o != l && nameOf(o.X) == name && sameKey(o.Index, key) {
				return true
			}
		}
	}
	return false
}

// component0 is the value of a lookup that also tells whether it was there; nil if nobody asks for it.
func component0(l *ssa.Lookup) ssa.Value {
	for _, r := range *l.Referrers() {
		if e, ok := r.(*ssa.Extract); ok && e.Index == 0 {
			return e
		}
	}
	return nil
}

// lookedUp is the container that an instruction looks up, with a word on whether it was there, and the key.
func (f *function) lookedUp(in ssa.Instruction) (container, key ssa.Value) {
	switch in := in.(type) {
	case *ssa.Lookup:
		if _, ok := in.X.Type().Underlying().(*types.Map); ok && in.CommaOk {
			return in.X, in.Index
		}
	case *ssa.Call:
		if fn := in.Call.StaticCallee(); fn != nil && len(in.Call.Args) > 1 {
			if m, ok := fn.Object().(*types.Func); ok && f.p.models.LooksUpInMap(m) {
				return in.Call.Args[0], in.Call.Args[1]
			}
		}
	}
	return nil, nil
}

// sameKey reports whether two keys are one value.
func sameKey(a, b ssa.Value) bool {
	a, b = unwrapped(a), unwrapped(b)
	if a == b {
		return true
	}
	x, ok := a.(*ssa.UnOp)
	y, ok2 := b.(*ssa.UnOp)
	return ok && ok2 && x.Op == y.Op && x.X == y.X
}
