package taint

import (
	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
)

func (f *function) mapUpdate(st *state, in *ssa.MapUpdate) {
	v, k := f.storedEntry(f.value(in.Value), in), f.value(in.Key)
	for _, r := range f.memory(st, in.Map) {
		f.write(st, r, f.indexElem(in.Key), v, true)
		if !k.empty() {
			f.write(st, r, access.Key, k, false)
		}
	}
}

// slice takes a part. Two slices of the same value with the same bounds are the same part.
func (f *function) slice(in *ssa.Slice) *val {
	v := f.value(in.X)
	if in.Low == nil && in.High == nil || v == nil {
		return v
	}
	elem := access.Slice(f.bound(in.Low) + ":" + f.bound(in.High))
	out := *v
	out.ev = f.project(v.ev, elem)
	out.refs = nil
	for _, r := range v.refs {
		p, _ := r.path.JoinInside(elem)
		out.refs = append(out.refs, ref{r.obj, p})
	}
	return &out
}

// bound names a bound of a slice so that equal expressions have equal names.
func (f *function) bound(v ssa.Value) string {
	switch v := v.(type) {
	case nil:
		return ""
	case *ssa.Const:
		if v.Value != nil {
			return shortConst(v.Value)
		}
	case *ssa.BinOp:
		return "(" + f.bound(v.X) + v.Op.String() + f.bound(v.Y) + ")"
	case *ssa.Call:
		if b, ok := v.Call.Value.(*ssa.Builtin); ok && len(v.Call.Args) == 1 {
			return b.Name() + "(" + f.bound(v.Call.Args[0]) + ")"
		}
	}
	return v.Name()
}
