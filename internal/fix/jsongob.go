package fix

import (
	"fmt"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// JSON offers to encode as JSON what is decoded by gob at one of the places, in all readers and writers of the type
// in the package. It is for data that needs no proof of origin, as a request of the program's own client:
// encoding/json withstands hostile input, gob does not. It offers nothing for a type of which JSON loses something.
func (b *Builder) JSON(places ...token.Pos) []analysis.SuggestedFix {
	cs := b.codecs()
	cs.mu.Lock()
	defer cs.mu.Unlock()
	reader := cs.gobAt(places)
	if reader == nil {
		return nil
	}
	loss := newLoss()
	if loss.of(reader.typ, ""); len(loss.list) > 0 {
		return nil
	}
	all := cs.allGob(reader)
	if all == nil {
		return nil
	}
	e := b.newEdit()
	for _, c := range all {
		e.replace(c.maker.Fun.Pos(), c.maker.Fun.End(), e.use(c.maker.Pos(), "encoding/json", "json")+"."+(&signing{}).makerName(c))
	}
	title := "encode as JSON instead of gob, here and where it is written"
	if loss.floats {
		title += "; NaN is refused"
	}
	return e.finish(title)
}

// JSONLoses lists what encoding/json would lose of what gob decodes at one of the places: "field Data is an
// interface". It is empty where JSON is a fix, and where the package does not write the type.
func (b *Builder) JSONLoses(places ...token.Pos) []string {
	cs := b.codecs()
	cs.mu.Lock()
	defer cs.mu.Unlock()
	reader := cs.gobAt(places)
	if reader == nil || cs.allGob(reader) == nil {
		return nil
	}
	loss := newLoss()
	loss.of(reader.typ, "")
	return loss.list
}

func (cs *codecs) gobAt(places []token.Pos) *code {
	for _, pos := range places {
		c := cs.decodeAt(pos)
		if c != nil && c.encoding.signed == "Gob" && c.typ != nil && cs.b.file(pos) != nil && !cs.b.inTest(pos) {
			return c
		}
	}
	return nil
}

// allGob are the codes of the package that encode or decode a type by gob; nil if none writes, or one cannot be
// changed.
func (cs *codecs) allGob(reader *code) (all []*code) {
	writes := false
	for _, c := range cs.all {
		if c.encoding != reader.encoding {
			continue
		}
		if c.typ == nil || types.IsInterface(c.typ) && !types.Identical(c.typ, reader.typ) {
			return nil // it may be of the type
		}
		if !types.Identical(c.typ, reader.typ) {
			continue
		}
		if c.maker == nil || cs.b.file(c.call.Pos()) == nil {
			return nil
		}
		writes = writes || !c.decode
		all = append(all, c)
	}
	if !writes {
		return nil
	}
	return all
}

// A loss is what encoding/json does not keep of types that encoding/gob keeps.
type loss struct {
	list   []string
	floats bool // NaN and the infinities are errors
	seen   map[types.Type]bool
}

func newLoss() *loss { return &loss{seen: make(map[types.Type]bool)} }

func (l *loss) add(what, why string) {
	if what == "" {
		what = "the value"
	}
	l.list = append(l.list, what+" "+why)
}

// of looks at a type; what names the field that has it.
func (l *loss) of(t types.Type, what string) {
	if l.seen[t] {
		return
	}
	l.seen[t] = true
	if hasMethods(t, "MarshalJSON", "UnmarshalJSON") || hasMethods(t, "MarshalText", "UnmarshalText") {
		return
	}
	if hasMethods(t, "GobEncode") || hasMethods(t, "MarshalBinary") {
		l.add(what, "encodes itself for gob only")
		return
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		l.basic(u, what)
	case *types.Pointer:
		l.of(u.Elem(), what)
	case *types.Slice:
		l.of(u.Elem(), what)
	case *types.Array:
		l.of(u.Elem(), what)
	case *types.Map:
		l.key(u.Key(), what)
		l.of(u.Elem(), what)
	case *types.Struct:
		l.fields(t, u)
	case *types.Interface:
		l.add(what, "is an interface")
	case *types.Chan, *types.Signature:
		l.add(what, "is a channel or function, which JSON refuses")
	default:
		l.add(what, "has a type that is not known")
	}
}

func (l *loss) basic(t *types.Basic, what string) {
	switch {
	case t.Info()&types.IsComplex != 0:
		l.add(what, "is a complex number")
	case t.Info()&types.IsFloat != 0:
		l.floats = true
	case t.Info()&types.IsString != 0, t.Info()&(types.IsBoolean|types.IsInteger) != 0:
	default:
		l.add(what, "has a type that JSON lacks")
	}
}

// key looks at the type of a map's keys.
func (l *loss) key(t types.Type, what string) {
	if hasMethods(t, "MarshalText", "UnmarshalText") {
		return
	}
	if b, ok := t.Underlying().(*types.Basic); !ok || b.Info()&(types.IsString|types.IsInteger) == 0 {
		l.add(what, fmt.Sprintf("is a map with keys of type %s", types.TypeString(t, func(p *types.Package) string { return p.Name() })))
	}
}

func (l *loss) fields(t types.Type, s *types.Struct) {
	exported := 0
	var names []string
	for i := range s.NumFields() {
		f := s.Field(i)
		if !f.Exported() {
			continue
		}
		exported++
		name, _, _ := strings.Cut(reflect.StructTag(s.Tag(i)).Get("json"), ",")
		switch {
		case name == "-":
			l.add("field "+f.Name(), `has the tag json:"-"`)
			continue
		case name == "" && f.Embedded():
			l.of(f.Type(), "field "+f.Name())
			continue
		case name == "":
			name = f.Name()
		}
		if name = strings.ToLower(name); slices.Contains(names, name) {
			l.add("field "+f.Name(), "has the name of another in JSON")
		}
		names = append(names, name)
		l.of(f.Type(), "field "+f.Name())
	}
	if exported == 0 && s.NumFields() > 0 {
		l.add(types.TypeString(t, func(*types.Package) string { return "" }), "has no exported field")
	}
}

// hasMethods reports whether a type or the pointer to it has methods.
func hasMethods(t types.Type, names ...string) bool {
	if _, ok := types.Unalias(t).(*types.Named); !ok {
		return false
	}
	set := types.NewMethodSet(types.NewPointer(t))
	for _, name := range names {
		if set.Lookup(nil, name) == nil {
			return false
		}
	}
	return true
}
