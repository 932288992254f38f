package wire

import (
	"go/types"
	"reflect"
	"slices"
	"strings"
)

// A Field is a field of a struct as a family sees it.
type Field struct {
	Var     *types.Var
	Name    string   // on the wire
	Tagged  bool     // the name comes from the tag
	Options []string // of the tag, after the name
	// Inline: the fields of its type, which is a struct or a pointer to one, count as fields of the outer struct.
	Inline bool
	// Depth counts the embedded structs that a promoted field lies in.
	Depth int
}

// Own returns the fields that a struct itself has on the wire, without promoting those of embedded structs. It returns
// nil for other types.
func (f *Family) Own(t types.Type) []Field {
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	out := make([]Field, 0, s.NumFields())
	for i := range s.NumFields() {
		if field, ok := f.Field(s.Field(i), reflect.StructTag(s.Tag(i))); ok {
			out = append(out, field)
		}
	}
	return out
}

// Field returns a field of a struct as the family sees it, by its tag; false if the family leaves it out.
func (f *Family) Field(v *types.Var, tag reflect.StructTag) (Field, bool) {
	out := Field{Var: v}
	name, options, tagged := f.Tag(tag)
	if name == "-" && (options == nil || f.Dash) {
		return out, false
	}
	out.Options = options
	embedded := v.Embedded() && isStruct(v.Type())
	out.Inline = f.inlines(name, options, embedded)
	switch {
	case !v.Exported() && !(embedded && out.Inline):
		return out, false
	case tagged && name != "":
		out.Name, out.Tagged = name, true
	case f.Lower:
		out.Name = strings.ToLower(v.Name())
	default:
		out.Name = v.Name()
	}
	return out, true
}

func (f *Family) inlines(name string, options []string, embedded bool) bool {
	if slices.Contains(options, "inline") || slices.Contains(options, "squash") {
		return f.Embedded == Inlined || embedded
	}
	return embedded && f.Embedded == Promoted && name == ""
}

// Tag returns what the tag of a field tells the family; false if the family has no key in it.
func (f *Family) Tag(tag reflect.StructTag) (name string, options []string, ok bool) {
	if tag == "" {
		return "", nil, false
	}
	for _, key := range f.Tags {
		text, found := tag.Lookup(key)
		if !found {
			continue
		}
		name, rest, more := strings.Cut(text, ",")
		if more {
			options = strings.Split(rest, ",")
		}
		if f.Name == "xml" { // a namespace before, a path of elements
			name = name[strings.LastIndexAny(name, " >")+1:]
		}
		return name, options, true
	}
	return "", nil, false
}

// Omitted reports whether a tag leaves a field out of any of the encoders' forms.
func Omitted(tag reflect.StructTag) bool {
	return tag != "" && slices.ContainsFunc(Encoders(), func(f *Family) bool {
		return slices.ContainsFunc(f.Tags, func(key string) bool {
			name, _, _ := strings.Cut(tag.Get(key), ",")
			return name == "-"
		})
	})
}

// Inner reports whether encoders may see a field or, if it is an embedded struct, fields of it.
func Inner(v *types.Var) bool { return v.Exported() || v.Embedded() && isStruct(v.Type()) }

func isStruct(t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	_, ok := t.Underlying().(*types.Struct)
	return ok
}

// maxPromotion bounds how deep embedded structs are looked into.
const maxPromotion = 16

// Fields returns the fields of a struct on the wire, including those that the family promotes from embedded structs. If
// several fields have one name, the least deep counts; at one depth, the only one that a tag names, or none. The fields
// are in source order, outer fields first.
func (f *Family) Fields(t types.Type) []Field {
	type level struct{ t types.Type }
	var out []Field
	taken := map[string]bool{}
	seen := map[types.Type]bool{}
	for depth, next := 0, []level{{t}}; len(next) > 0 && depth < maxPromotion; depth++ {
		var here []Field
		var below []level
		for _, l := range next {
			l.t = structOf(l.t)
			if l.t == nil || seen[l.t] {
				continue
			}
			seen[l.t] = true
			for _, field := range f.Own(l.t) {
				if field.Inline && f.Hook(field.Var.Type(), false) == nil {
					below = append(below, level{field.Var.Type()})
					continue
				}
				field.Depth = depth
				here = append(here, field)
			}
		}
		for _, field := range dominant(here) {
			if !taken[field.Name] {
				out = append(out, field)
			}
		}
		for _, field := range here {
			taken[field.Name] = true
		}
		next = below
	}
	return out
}

func structOf(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if _, ok := t.Underlying().(*types.Struct); !ok {
		return nil
	}
	return t
}

// dominant leaves out the fields of one depth whose name another one has, unless a tag names it alone.
func dominant(fields []Field) []Field {
	count, tagged := map[string]int{}, map[string]int{}
	for _, field := range fields {
		count[field.Name]++
		if field.Tagged {
			tagged[field.Name]++
		}
	}
	return slices.DeleteFunc(slices.Clone(fields), func(field Field) bool {
		return count[field.Name] > 1 && !(field.Tagged && tagged[field.Name] == 1)
	})
}
