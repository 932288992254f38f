// Package shape answers what the engine asks about types: what lies at a path below one, and what its values can hold.
package shape

import (
	"go/types"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
)

// HoldsData reports whether a value below a parameter is worth an origin of its own: numbers and truth values are not.
func HoldsData(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return !ok || b.Info()&types.IsString != 0 || b.Kind() == types.UnsafePointer || b.Kind() == types.Byte
}

// At walks a path down a type. What it cannot follow it leaves out.
func At(t types.Type, path access.Path) Field {
	out := Field{Type: t, Exact: true}
	for _, e := range path.Elems() {
		if t == nil {
			return Field{}
		}
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
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

// fieldNamed is a field by its name; nil if there is none.
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

// ElemOf is the type of the elements, or keys, that an element of a path names; nil if there are none.
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

// NameOf returns the declared name of a type or of what it points to; nil for others.
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

// Core is the underlying type; of a type parameter, that of its constraint's single type if it has one.
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

// IsInteger reports whether a type is one of integers.
func IsInteger(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}

// IsError reports whether a type is error itself.
func IsError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

// HoldsFuncs reports whether a type is one of function values, or of a list or table of them.
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

// isFunc reports whether a type is one of functions.
func isFunc(t types.Type) bool {
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

// MayBeSum reports whether a number may be a checksum.
func MayBeSum(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && (b.Kind() == types.Uint32 || b.Kind() == types.Uint64)
}

// FieldName is the name of a field of a struct, or of the struct that a pointer points to; "?" if there is none.
func FieldName(t types.Type, i int) string {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if s, ok := Core(t).(*types.Struct); ok && i < s.NumFields() {
		return s.Field(i).Name()
	}
	return "?"
}

// IsNumber reports whether a type is one of numbers or truth values.
func IsNumber(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsNumeric|types.IsBoolean) != 0
}

// IsForeign reports whether a constant is of another package's own type of text: what is handed to a library to say
// something, as that no key is wanted, and is no text of this program.
func IsForeign(t types.Type, pkg *types.Package) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() != nil && named.Obj().Pkg() != pkg
}

// IsPointer reports whether a type is one of pointers.
func IsPointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

// IsFlat reports whether a type is basic, or a slice of one that is: nothing lies within its values.
func IsFlat(t types.Type) bool {
	if t == nil { // not known: a path that the type does not have
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

// CarriesData reports whether a value of the type can carry what went into an unknown function: not an error, a number
// or a truth value.
func CarriesData(t types.Type) bool {
	if t == nil || IsError(t) {
		return false
	}
	if b, ok := t.Underlying().(*types.Basic); ok {
		return b.Info()&types.IsString != 0 || b.Kind() == types.UnsafePointer || b.Kind() == types.Byte
	}
	return true
}

// IsText reports whether a type is a string, or a slice of them.
func IsText(t types.Type) bool {
	if t == nil {
		return false
	}
	if s, ok := t.Underlying().(*types.Slice); ok {
		t = s.Elem()
	}
	return IsString(t)
}

// IsString reports whether a type is one of strings.
func IsString(t types.Type) bool {
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// IsObject reports whether a type is one of things that do something, a client, a store, a server: what a text that
// they were configured with is to them is not what comes out of them.
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

// Pointee is what a pointer points to; of another type the type itself.
func Pointee(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// OfPlace is the static type at a place of a function; nil if it is not known.
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
