package taint

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
)

// promoted interprets a call of a method that a type has from an embedded field: its receiver is the field.
func (k *calling) promoted(ce callee) *val {
	inner := *k
	inner.args = append([]*val(nil), k.args...)
	inner.args[0] = k.f.embedded(k.st, k.args[0], ce.within, ce.index)
	inner.ops = append([]ssa.Value(nil), k.ops...)
	inner.ops[0] = nil
	ce.within = nil
	if !types.IsInterface(ce.obj.Signature().Recv().Type()) {
		return inner.apply(ce)
	}
	var out *val
	found := false
	for _, t := range inner.args[0].dynamicTypes() {
		if of, ok := k.f.p.methodOf(t, ce.obj); ok && k.depth < maxDepthOfCalls {
			inner.depth, inner.slot = k.depth+1, k.slot+"~"+of.name
			out, found = merge(out, inner.apply(of)), true
		}
	}
	if found {
		return out
	}
	return inner.apply(ce)
}

// embedded is the embedded field of a value at a path of indexes: its address if it is a struct in memory.
func (f *function) embedded(st *state, v *val, t types.Type, index []int) *val {
	for _, i := range index {
		t = shape.Pointee(t)
		str, ok := shape.Core(t).(*types.Struct)
		if !ok || i >= str.NumFields() {
			return nil
		}
		fld := str.Field(i)
		elem := access.Field(fld.Name())
		_, inPlace := fld.Type().Underlying().(*types.Struct)
		if len(v.addrs()) == 0 || !inPlace {
			v = f.at(st, v, access.PathOf(elem))
		} else {
			v = &val{refs: f.addresses(st, v, access.PathOf(elem))}
		}
		t = fld.Type()
	}
	return v
}
