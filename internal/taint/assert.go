package taint

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
)

func (f *function) typeAssert(in *ssa.TypeAssert) *val {
	v := f.value(in.X)
	if fails(in) {
		return nil
	}
	if v != nil && len(v.typs) > 0 {
		c := *v
		c.typs = nil
		for _, t := range v.typs {
			if types.Identical(t, in.AssertedType) || types.IsInterface(in.AssertedType) {
				c.typs = append(c.typs, t)
			}
		}
		v = &c
	}
	v = f.retyped(v, in.AssertedType)
	if v == nil || len(v.typs) == 0 {
		v = merge(v, f.cellStruct(in.AssertedType))
	}
	if in.CommaOk {
		return (&val{}).with(access.Tuple(0), v)
	}
	return v
}

// fails reports whether an assertion certainly fails: the interface was made here, of values of other types.
func fails(in *ssa.TypeAssert) bool {
	typs, ok := madeOf(in.X, 4)
	if !ok || len(typs) == 0 {
		return false
	}
	for _, t := range typs {
		if iface, ok := in.AssertedType.Underlying().(*types.Interface); ok && types.Implements(t, iface) || types.Identical(t, in.AssertedType) {
			return false
		}
		if _, ok := types.Unalias(in.AssertedType).(*types.TypeParam); ok {
			return false
		}
		if _, ok := types.Unalias(t).(*types.TypeParam); ok {
			return false
		}
	}
	return true
}

// madeOf lists the dynamic types of an interface whose making is in sight.
func madeOf(v ssa.Value, depth int) (out []types.Type, ok bool) {
	switch v := v.(type) {
	case *ssa.MakeInterface:
		return []types.Type{v.X.Type()}, true
	case *ssa.ChangeInterface:
		return madeOf(v.X, depth)
	case *ssa.Const:
		return nil, true
	case *ssa.Phi:
		if depth == 0 {
			return nil, false
		}
		for _, e := range v.Edges {
			typs, ok := madeOf(e, depth-1)
			if !ok {
				return nil, false
			}
			out = append(out, typs...)
		}
		return out, true
	}
	return nil, false
}

// retyped gives what was there at entry behind an interface the type that it turns out to have.
func (f *function) retyped(v *val, t types.Type) *val {
	if v == nil || types.IsInterface(t) {
		return v
	}
	out := *v
	out.refs = nil
	res := &out
	for _, r := range v.refs {
		if !r.obj.lazy || r.path != "" || r.obj.typ == nil || !types.IsInterface(r.obj.typ) {
			out.refs = unionRefs(out.refs, []ref{r})
			continue
		}
		typed := &object{typ: t, lazy: true, place: r.obj.place, cover: r.obj.cover, cell: r.obj.cell, below: r.obj.below, as: " as " + t.String()}
		switch u := shape.Core(t).(type) {
		case *types.Struct:
			res = merge(res, f.entryStruct(typed, u))
		case *types.Pointer:
			o := f.lazyTyped(r.obj.place, u.Elem())
			o.cover = o.cover.union(r.obj.cover)
			if o.cell == "" {
				o.cell, o.below = r.obj.cell, r.obj.below
			}
			out.refs = unionRefs(out.refs, []ref{{obj: o}})
		default:
			out.refs = unionRefs(out.refs, []ref{r})
		}
	}
	return res
}

// cellStruct is what the package's heap may hold in the fields of a struct that came out of nowhere: out of an
// interface.
func (f *function) cellStruct(t types.Type) *val {
	name := shape.NameOf(t)
	s, ok := t.Underlying().(*types.Struct)
	if !ok || name == nil || name.Pkg() != f.p.pass.Pkg || s.NumFields() > maxFields {
		return nil
	}
	var out *val
	for i := range s.NumFields() {
		if ev := f.cellEvents(shape.Field{Owner: name, Var: s.Field(i)}, false); len(ev) > 0 {
			out = out.with(access.Field(s.Field(i).Name()), &val{ev: ev})
		}
	}
	return out
}
