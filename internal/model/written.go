package model

import (
	"cmp"
	"go/types"
	"reflect"
	"slices"
	"sync"

	"github.com/unsafedecode/unsafedecode/internal/wire"
)

// A WrittenField is a field with a secret that encoders write when they are given a value of some type.
type WrittenField struct {
	Path  []string // names of the fields that lead to it, Elem for elements; at most maxWritten long
	Kinds []string // kinds of source that the value is for it, one for each family of encoders that writes the field
	Label string   // "field Password of User"
	rank  int      // the worst secret has the lowest
}

// Kinds of the values that an encoder writes a secret field of. They differ in what they leave out.
const (
	KindWrittenJSON  = "written-json"  // exported fields without json:"-"; nothing of types with a MarshalJSON or MarshalText
	KindWrittenGob   = "written-gob"   // exported fields, whatever their tags; nothing of types with a GobEncode or MarshalBinary
	KindWrittenOther = "written-other" // exported fields that no tag excludes; nothing of types with any marshalling method
)

// WrittenKinds returns the kinds that stand for what encoders write of a value as a whole.
func (s *Set) WrittenKinds() []string {
	return []string{KindWrittenJSON, KindWrittenGob, KindWrittenOther}
}

// Lasting reports whether the field opens a door as it is: a token or a key, not what may be a hash or is good for one use.
func (w WrittenField) Lasting() bool { return w.rank == 0 }

// writtenMemo remembers the answers of Written.
type writtenMemo struct{ fields sync.Map } // types.Type -> []WrittenField

const (
	maxWritten       = 6   // depth of the type graph that Written looks at
	maxWrittenFields = 8   // of one type
	maxWrittenVisits = 400 // fields looked at for one type
)

// Written returns the fields with a secret, by their names, that encoders write of a value of a type, the worst first.
func (s *Set) Written(t types.Type) []WrittenField {
	if found, ok := s.written.fields.Load(t); ok {
		return found.([]WrittenField)
	}
	w := writtenWalk{list: s.vocabulary.identifiers(identifierNames), seen: map[types.Type]bool{}}
	w.walk(t, nil, []string{KindWrittenJSON, KindWrittenGob, KindWrittenOther})
	slices.SortStableFunc(w.out, func(a, b WrittenField) int { return cmp.Compare(a.rank, b.rank) })
	s.written.fields.Store(t, w.out)
	return w.out
}

type writtenWalk struct {
	list   *identifierList
	seen   map[types.Type]bool
	visits int
	out    []WrittenField
}

// walk looks at a value that is written by the encoders of some kinds.
func (w *writtenWalk) walk(t types.Type, path []string, kinds []string) {
	if kinds = without(t, kinds); len(kinds) == 0 || len(path) >= maxWritten || w.seen[t] {
		return
	}
	w.seen[t] = true
	defer delete(w.seen, t)
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		w.walk(u.Elem(), path, kinds)
	case *types.Slice:
		w.walk(u.Elem(), append(path[:len(path):len(path)], Elem), kinds)
	case *types.Array:
		w.walk(u.Elem(), append(path[:len(path):len(path)], Elem), kinds)
	case *types.Map:
		w.walk(u.Elem(), append(path[:len(path):len(path)], Elem), kinds)
	case *types.Struct:
		for i := range u.NumFields() {
			w.field(t, u.Field(i), reflect.StructTag(u.Tag(i)), path, kinds)
		}
	}
}

func (w *writtenWalk) field(owner types.Type, f *types.Var, tag reflect.StructTag, path, kinds []string) {
	if w.visits++; w.visits > maxWrittenVisits || len(w.out) >= maxWrittenFields {
		return
	}
	if kinds = writing(f, tag, kinds); len(kinds) == 0 {
		return
	}
	path = append(path[:len(path):len(path)], f.Name())
	if plural, ok := holdsText(f.Type()); ok {
		// A field that marshals itself may write a mask.
		kind := cmp.Or(w.list.kind(f.Name(), plural), w.list.kind(jsonName(tag), plural))
		if kinds = without(f.Type(), kinds); len(kinds) > 0 && kind != "" && !(kind == KindSecretPassword && salted(owner)) {
			w.out = append(w.out, WrittenField{Path: path, Kinds: kinds, Label: "field " + f.Name() + inType(owner), rank: rankOf(kind)})
		}
		return
	}
	w.walk(f.Type(), path, kinds)
}

// rankOf orders kinds of secrets: what opens a door as it is comes before what may be a hash.
func rankOf(kind string) int {
	return slices.Index([]string{KindSecretName, KindSecretSession, KindSecretOnce, KindSecretPassword}, kind)
}

// Salted reports whether a struct's password is a hash, since there is a salt beside it.
func (s *Set) Salted(t types.Type) bool { return salted(t) }

// salted reports whether a struct has a field for a salt: its password is a hash.
func salted(t types.Type) bool {
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range s.Fields() {
		if slices.Contains(splitWords(f.Name()), "salt") {
			return true
		}
	}
	return false
}

func inType(t types.Type) string {
	if name := typeName(t); name != nil {
		return " of " + name.Name()
	}
	return ""
}

func jsonName(tag reflect.StructTag) string {
	name, _, _ := wire.JSON.Tag(tag)
	return name
}

// writing leaves of the kinds those whose encoders write a field.
func writing(f *types.Var, tag reflect.StructTag, kinds []string) []string {
	var out []string
	for _, kind := range kinds {
		family, omitted := wire.JSON, false
		switch kind {
		case KindWrittenGob:
			family = wire.Gob
		case KindWrittenOther:
			omitted = wire.Omitted(tag)
		}
		if _, ok := family.Field(f, tag); (ok || kind == KindWrittenOther && wire.Inner(f)) && !omitted {
			out = append(out, kind)
		}
	}
	return out
}

// Writers returns the methods by which types write themselves, with the kind that the value is for an encoder that calls them.
func (s *Set) Writers() map[string]string {
	return map[string]string{
		"MarshalJSON": KindWrittenJSON, "MarshalText": KindWrittenJSON, "GobEncode": KindWrittenGob, "MarshalBinary": KindWrittenGob,
		"MarshalYAML": KindWrittenOther, "EncodeMsgpack": KindWrittenOther, "MarshalBSON": KindWrittenOther, "MarshalCBOR": KindWrittenOther,
	}
}

// without leaves of the kinds those whose encoders look into a type.
func without(t types.Type, kinds []string) []string {
	if _, ok := types.Unalias(t).(*types.Named); !ok {
		return kinds
	}
	var out []string
	for _, kind := range kinds {
		families := wire.Encoders()
		switch kind {
		case KindWrittenJSON:
			families = []*wire.Family{wire.JSON}
		case KindWrittenGob:
			families = []*wire.Family{wire.Gob}
		}
		if !slices.ContainsFunc(families, func(f *wire.Family) bool { return f.Encodes(t) }) {
			out = append(out, kind)
		}
	}
	return out
}

// Unwritten returns the fields of a struct, or of what a pointer points to, that an encoder leaves out. The kinds that
// the encoder clears identify it: they are the kinds of the other families. What a type that encodes itself leaves out
// is unknown.
func (s *Set) Unwritten(t types.Type, clears []string) []string {
	var family []string
	for _, kind := range []string{KindWrittenJSON, KindWrittenGob, KindWrittenOther} {
		if !slices.Contains(clears, kind) {
			family = append(family, kind)
		}
	}
	if len(family) == 0 || len(family) == 3 {
		return nil
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	str, ok := t.Underlying().(*types.Struct)
	if !ok || len(without(t, family)) == 0 {
		return nil
	}
	var out []string
	for i := range str.NumFields() {
		if len(writing(str.Field(i), reflect.StructTag(str.Tag(i)), family)) == 0 {
			out = append(out, str.Field(i).Name())
		}
	}
	return out
}
