package decodetag

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/rule"
	"github.com/unsafedecode/unsafedecode/internal/syntax"
	"github.com/unsafedecode/unsafedecode/internal/taint"
	"github.com/unsafedecode/unsafedecode/internal/wire"
)

// A tag is text, and what it says to an encoder is known to internal/wire: no value flows, so the engine is not asked.

// tags are the tagged fields of the package's structs.
type tags struct {
	pass   *analysis.Pass
	fields map[*types.Var]*ast.Field // those with a name of their own, or embedded
	signs  map[*ast.Field][]string   // the tag keys for which the struct names fields by signs: "+", "*"
}

func newTags(pass *analysis.Pass) *tags {
	t := &tags{pass: pass, fields: map[*types.Var]*ast.Field{}, signs: map[*ast.Field][]string{}}
	for _, f := range pass.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			if s, ok := n.(*ast.StructType); ok {
				t.structType(s)
			}
			return true
		})
	}
	return t
}

func (t *tags) structType(s *ast.StructType) {
	str, ok := t.pass.TypesInfo.TypeOf(s).(*types.Struct)
	if !ok {
		return
	}
	i, signs := 0, signKeys(s)
	for _, f := range s.Fields.List {
		t.signs[f] = signs
		for range max(1, len(f.Names)) {
			if i < str.NumFields() {
				t.fields[str.Field(i)] = f
			}
			i++
		}
	}
}

// signKeys returns the tag keys under which a field of a struct has a name without letters and digits other than "-".
// For these keys "-" is a name like the others.
func signKeys(s *ast.StructType) (keys []string) {
	for _, f := range s.Fields.List {
		if f.Tag == nil {
			continue
		}
		for _, p := range pairsOf(f.Tag.Value) {
			name, _, _ := strings.Cut(p.text, ",")
			if name != "" && name != "-" && !strings.ContainsFunc(name, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) || c == '_' }) {
				keys = append(keys, p.key)
			}
		}
	}
	return keys
}

// A pair is one key and its text in a struct tag.
type pair struct{ key, text string }

// tagText matches a key with its text, as reflect reads it.
var tagText = regexp.MustCompile(`([^\s:"\x60]+):"((?:[^"\\]|\\.)*)"`)

func pairsOf(tag string) (out []pair) {
	for _, m := range tagText.FindAllStringSubmatch(tag, -1) {
		out = append(out, pair{m[1], m[2]})
	}
	return out
}

// A fault is what is wrong with a pair.
type fault struct {
	kind    faultKind
	pair    pair
	instead pair   // what was meant; the zero value where that is not known
	what    string // of a misspelling: what the encoder does not know
}

// A faultKind says which variant a fault is. It is not the variant itself, whose fix asks for faults.
type faultKind uint8

const (
	namesDash faultKind = iota
	namesOption
	misspells
)

// declared finds the faults of tags that need no decode.
func (t *tags) declared() (all []rule.Finding) {
	for v, f := range t.fields {
		if f.Tag == nil || !v.Exported() && !v.Embedded() {
			continue
		}
		raw, err := strconv.Unquote(f.Tag.Value)
		if err != nil {
			continue
		}
		for _, p := range pairsOf(raw) {
			if x := faultOf(v, p, raw); x != nil && (x.kind != namesDash || !slices.Contains(t.signs[f], p.key)) {
				all = append(all, t.finding(f, x))
			}
		}
	}
	slices.SortFunc(all, func(a, b rule.Finding) int { return int(a.Site.Pos - b.Site.Pos) })
	return slices.CompactFunc(all, func(a, b rule.Finding) bool { // one tag of several names
		return a.Site.Pos == b.Site.Pos && a.Flow.Source == b.Flow.Source
	})
}

// faultOf finds what is wrong with one pair of a field's tag; nil if nothing is.
func faultOf(v *types.Var, p pair, tag string) *fault {
	family := wire.ByTag(p.key)
	if family == nil {
		return misspelled(p, tag)
	}
	name, rest, comma := strings.Cut(p.text, ",")
	options := strings.Split(rest, ",")
	switch {
	case name == "-" && comma && !family.Dash, name != "-" && slices.Contains(options, "-"):
		return &fault{kind: namesDash, pair: p, instead: pair{p.key, "-"}}
	case strings.EqualFold(name, v.Name()): // a field that is called so
	case !comma && (name == "omitempty" || name == "omitzero"), !comma && (name == "inline" || name == "squash") && holdsStruct(v.Type()):
		return &fault{kind: namesOption, pair: p, instead: pair{p.key, "," + name}}
	}
	for _, o := range options {
		if owner := foreign[o]; owner != nil && !slices.Contains(owner, p.key) {
			without := append([]string{name}, slices.DeleteFunc(options, func(x string) bool { return x == o })...)
			return &fault{kind: misspells, pair: p, instead: pair{p.key, strings.Join(without, ",")}, what: "option " + o}
		}
	}
	return nil
}

// foreign are the options that some encoders know and the others do not, with the keys of those that do. Those of mapstructure, squash and
// remain, are not among them: it reads any key.
var foreign = map[string][]string{
	"attr": {"xml"}, "chardata": {"xml"}, "innerxml": {"xml"}, "cdata": {"xml"}, "flow": {"yaml"}, "minsize": {"bson"},
}

// misspelled finds a key that differs from an encoder's only by case. A tag that also has the encoder's key is not a
// fault.
func misspelled(p pair, tag string) *fault {
	lower := strings.ToLower(p.key)
	if lower == p.key || wire.ByTag(lower) == nil {
		return nil
	}
	if _, ok := reflect.StructTag(tag).Lookup(lower); ok {
		return nil
	}
	return &fault{kind: misspells, pair: p, instead: pair{lower, p.text}, what: "key " + p.key}
}

func holdsStruct(t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	_, ok := t.Underlying().(*types.Struct)
	return ok
}

func (p pair) String() string { return fmt.Sprintf("%s:%q", p.key, p.text) }

// finding reports the pair alone: one tag may have several faults.
func (t *tags) finding(f *ast.Field, x *fault) rule.Finding {
	said := syntax.Step(t.pass, f.Tag, "the tag says "+x.pair.String())
	site := syntax.NewSite(t.pass, f.Tag, syntax.Sink{Kind: x.what, Label: x.pair.String(), Name: "tag"})
	if at := strings.Index(f.Tag.Value, x.pair.String()); at >= 0 {
		site.Pos += token.Pos(at)
		site.End = site.Pos + token.Pos(len(x.pair.String()))
	}
	said.Pos = site.Pos
	site.Flows[0].Trace = []taint.Step{said}
	return rule.Finding{Site: &site, Flow: &site.Flows[0], Variant: [...]*rule.Variant{notExcluded, namedOption, spelling}[x.kind]}
}
