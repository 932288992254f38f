package model

import (
	"go/types"
	"reflect"
	"strings"
)

// tagRoles reads the struct tag `unsafedecode:"source=kind"`; nil if the field has none. The name before = is a role
// that a field can have: source, sink.
func tagRoles(owner *types.TypeName, field *types.Var) *Roles {
	str, ok := owner.Type().Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	for i := range str.NumFields() {
		if str.Field(i).Origin() != field.Origin() {
			continue
		}
		tag := str.Tag(i)
		if !strings.Contains(tag, "unsafedecode:") {
			return nil
		}
		name := Symbol{Kind: FieldSymbol, Pkg: pkgPath(owner.Pkg()), Recv: owner.Name(), Name: field.Name()}.String()
		return parseTag(reflect.StructTag(tag).Get("unsafedecode"), name)
	}
	return nil
}

func parseTag(tag, name string) *Roles {
	role, kind, ok := strings.Cut(tag, "=")
	if !ok || !kindName.MatchString(kind) {
		return nil
	}
	roles := &Roles{Name: name, Pos: "struct tag"}
	self := Path{Param: -1}
	switch role {
	case "source":
		roles.Sources = []Source{{Kind: kind, At: self}}
	case "sink":
		roles.Sinks = []Sink{{Kind: kind, At: self}}
	default:
		return nil
	}
	roles.label()
	return roles
}
