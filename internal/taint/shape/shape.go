// Package shape answers questions about types: what is at a path below one, and what its values can hold.
//
// It knows types and access paths. It must not know values, models or summaries.
package shape

import (
	"go/types"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
)

// HoldsData reports whether values of a type can hold data: not numbers other than bytes, nor truth values.
func HoldsData(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return !ok || b.Info()&types.IsString != 0 || b.Kind() == types.UnsafePointer || b.Kind() == types.Byte
}

// At returns the last field on a path below a type, and the type at its end; the zero Field if the type does not have
// the path.
func At(t types.Type, path access.Path) Field {
	out := Field{Type: t, Exact: true}
	for _, e := range path.Elems() {
		if t == nil {
			return Field{}
		}
		t = Pointee(t)
		if e.IsField() {
			owner := NameOf(t)
			fld := fieldNamed(t, e.Name())
			if fld == nil {
				return Field{}
			}
			out = Field{Owner: owner, Var: fld, Exact: true}
			t = fld.Type()
			out.Type = t
			continue
		}
		t = ElemOf(t, e)
		out.Type, out.Exact = t, false
	}
	return out
}

// fieldNamed returns a field of a struct by its name; nil if there is none.
func fieldNamed(t types.Type, name string) *types.Var {
	s, ok := Core(t).(*types.Struct)
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

// ElemOf returns the type of the elements, or keys, that an element of a path names; nil if there are none.
func ElemOf(t types.Type, elem access.Elem) types.Type {
	switch c := Core(t).(type) {
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
		return ElemOf(c.Elem(), elem)
	}
	return nil
}

// NameOf returns the declared name of a type or of the type that it points to; nil if there is none.
func NameOf(t types.Type) *types.TypeName {
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

// Core returns the underlying type; for a type parameter whose constraint has a single type, the underlying type of
// that.
func Core(t types.Type) types.Type {
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

// A Field is the last field on a path: its owner, and the type of what the path names.
type Field struct {
	Owner *types.TypeName
	Var   *types.Var
	Type  types.Type
	// Exact is true if the path ends in the field itself, not in an element below it.
	Exact bool
}

// IsComposite reports whether values of a type have parts.
func IsComposite(t types.Type) bool {
	switch Core(t).(type) {
	case *types.Struct, *types.Array, *types.Slice, *types.Map:
		return true
	}
	return false
}

// IsInteger reports whether a type is an integer type.
func IsInteger(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}

// IsError reports whether a type is error itself.
func IsError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

// HoldsFuncs reports whether a type is a function type, or a slice or map of one.
func HoldsFuncs(t types.Type) bool {
	if t == nil {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Signature:
		return true
	case *types.Slice:
		return isFunc(u.Elem())
	case *types.Map:
		return isFunc(u.Elem())
	}
	return false
}

// isFunc reports whether a type is a function type.
func isFunc(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

// MayBeSum reports whether values of a type may be checksums.
func MayBeSum(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && (b.Kind() == types.Uint32 || b.Kind() == types.Uint64)
}

// FieldName returns the name of field i of a struct, or of the struct that a pointer points to; "?" if there is none.
func FieldName(t types.Type, i int) string {
	if s, ok := Core(Pointee(t)).(*types.Struct); ok && i < s.NumFields() {
		return s.Field(i).Name()
	}
	return "?"
}

// IsNumber reports whether a type is a numeric or boolean type.
func IsNumber(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsNumeric|types.IsBoolean) != 0
}

// IsForeign reports whether a constant has a type that another package declares: it tells a library something, such as
// that no key is wanted, and is not a text of this program.
func IsForeign(t types.Type, pkg *types.Package) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() != nil && named.Obj().Pkg() != pkg
}

// IsPointer reports whether a type is a pointer type.
func IsPointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

// IsFlat reports whether a type is a basic type or a slice of one, so that its values have no fields.
func IsFlat(t types.Type) bool {
	if t == nil { // unknown: a path that the type does not have
		return false
	}
	if s, ok := t.Underlying().(*types.Slice); ok {
		_, basic := s.Elem().Underlying().(*types.Basic)
		return basic
	}
	_, basic := t.Underlying().(*types.Basic)
	return basic
}

// IsReference reports whether values of a type refer to memory: pointers, slices, maps and channels.
func IsReference(t types.Type) bool {
	switch Core(t).(type) {
	case *types.Pointer, *types.Slice, *types.Map, *types.Chan:
		return true
	}
	return false
}

// CarriesData reports whether values of a type can carry what went into an unknown function: whether it holds data and
// is not error.
func CarriesData(t types.Type) bool {
	return t != nil && !IsError(t) && HoldsData(t)
}

// IsText reports whether a type is a string type or a slice of one.
func IsText(t types.Type) bool {
	if t == nil {
		return false
	}
	if s, ok := t.Underlying().(*types.Slice); ok {
		t = s.Elem()
	}
	return IsString(t)
}

// IsString reports whether a type is a string type.
func IsString(t types.Type) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// IsObject reports whether a type is a pointer to a struct or an interface with methods: a client, a store, a server. A
// text that configures one is not in what comes out of it.
func IsObject(t types.Type) bool {
	switch t := t.Underlying().(type) {
	case *types.Pointer:
		_, ok := t.Elem().Underlying().(*types.Struct)
		return ok
	case *types.Interface:
		return t.NumMethods() > 0
	}
	return false
}

// LeadsToStruct reports whether values of a type are structs or point to one.
func LeadsToStruct(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := Pointee(t).Underlying().(*types.Struct)
	return ok
}

// Pointee returns the type that a pointer type points to; t itself if t is another type.
func Pointee(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// OfPlace returns the static type at a place of a function with a signature; nil if it is not known.
func OfPlace(sig *types.Signature, at access.Place) types.Type {
	index, vars := at.Index, sig.Results()
	if at.Root == access.Param {
		vars = sig.Params()
		if recv := sig.Recv(); recv != nil {
			if index == 0 {
				return At(recv.Type(), at.Path).Type
			}
			index--
		}
	} else if at.Root != access.Result {
		return nil
	}
	if index >= vars.Len() {
		return nil
	}
	return At(vars.At(index).Type(), at.Path).Type
}
