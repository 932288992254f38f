package taint

import (
	"go/types"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
)

// holdsData reports whether a value below a parameter is worth an origin of its own: numbers and truth values are not.
func holdsData(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return !ok || b.Info()&types.IsString != 0 || b.Kind() == types.UnsafePointer || b.Kind() == types.Byte
}

// lastField walks a path down a type. What it cannot follow it leaves out.
func lastField(t types.Type, path access.Path) fieldOf {
	out := fieldOf{typ: t, exact: true}
	for _, e := range path.Elems() {
		if t == nil {
			return fieldOf{}
		}
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		if e.IsField() {
			owner := typeName(t)
			fld := fieldNamed(t, e.Name())
			if fld == nil {
				return fieldOf{}
			}
			out = fieldOf{owner: owner, field: fld, exact: true}
			t = fld.Type()
			out.typ = t
			continue
		}
		t = elemOf(t, e)
		out.typ, out.exact = t, false
	}
	return out
}

func fieldNamed(t types.Type, name string) *types.Var {
	s, ok := coreOf(t).(*types.Struct)
	if !ok {
		return nil
	}
	for i := range s.NumFields() {
		if s.Field(i).Name() == name {
			return s.Field(i)
		}
	}
	return nil
}

func elemOf(t types.Type, elem access.Elem) types.Type {
	switch c := coreOf(t).(type) {
	case *types.Slice:
		if elem.IsSlice() {
			return t
		}
		return c.Elem()
	case *types.Array:
		if elem.IsSlice() {
			return t
		}
		return c.Elem()
	case *types.Map:
		if elem == access.Key {
			return c.Key()
		}
		return c.Elem()
	case *types.Chan:
		return c.Elem()
	case *types.Pointer:
		return elemOf(c.Elem(), elem)
	}
	return nil
}

// typeName returns the declared name of a type or of what it points to; nil for others.
func typeName(t types.Type) *types.TypeName {
	if t == nil {
		return nil
	}
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if n, ok := t.(*types.Named); ok {
		return n.Origin().Obj()
	}
	return nil
}

// coreOf is the underlying type; of a type parameter, that of its constraint's single type if it has one.
func coreOf(t types.Type) types.Type {
	if tp, ok := types.Unalias(t).(*types.TypeParam); ok {
		if i, ok := tp.Constraint().Underlying().(*types.Interface); ok && i.NumEmbeddeds() == 1 {
			if u, ok := i.EmbeddedType(0).(*types.Union); ok && u.Len() == 1 {
				return u.Term(0).Type().Underlying()
			}
			return i.EmbeddedType(0).Underlying()
		}
	}
	return t.Underlying()
}
