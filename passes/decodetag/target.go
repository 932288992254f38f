package decodetag

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/rule"
	"github.com/unsafedecode/unsafedecode/internal/syntax"
	"github.com/unsafedecode/unsafedecode/internal/taint"
	"github.com/unsafedecode/unsafedecode/internal/wire"
)

// The engine knows which decodes read outside input, and internal/wire what they fill. That the error of a decode is
// dropped and its target read afterwards is syntax: the engine follows outcomes of checks only.

// outside is the input that others write.
var outside = taint.Query{
	Sources: []string{"remote", "queue", "cookie", "local"},
	Sinks:   []string{"schema", "dynamic", "selfdescribing", "unhardened"},
	Aspect:  "trust",
}

// targets finds faults of the types that outside input is decoded into.
type targets struct {
	pass  *analysis.Pass
	tags  *tags
	found []rule.Finding
	seen  map[seen]bool
}

// seen identifies a finding about a field.
type seen struct {
	field   *types.Var
	variant *rule.Variant
}

func newTargets(pass *analysis.Pass, t *tags) *targets {
	return &targets{pass: pass, tags: t, seen: map[seen]bool{}}
}

func (t *targets) findings() []rule.Finding {
	q := outside
	q.Sources = slices.DeleteFunc(slices.Clone(q.Sources), func(kind string) bool {
		return !t.pass.ResultOf[config.Analyzer].(*config.Config).Distrusts(kind)
	})
	for _, site := range t.pass.ResultOf[taint.Analyzer].(*taint.Result).Sites(q) {
		t.outcome(&site)
		if family := syntax.Family(t.pass, &site); family != nil && site.Target != nil {
			t.target(&site, family)
			if wire.Forms(site.Sink) {
				t.target(&site, wire.Form)
			}
		}
	}
	return t.found
}

// target checks the structs that a decode fills.
func (t *targets) target(site *taint.Site, family *wire.Family) {
	w := wire.Walk{Family: family}
	w.Visit = func(n *wire.Node) {
		if _, ok := n.Type.Underlying().(*types.Struct); !ok || n.Hook != nil && n.From != nil {
			return
		}
		if family.Fold {
			t.duplicates(site, family, n)
		}
		t.untagged(site, family, n)
	}
	for _, target := range site.Targets {
		w.From(target)
	}
}

// minKey is the length from which on keys that differ only by case are a fault: shorter ones are the abbreviations of protocols.
const minKey = 3

// duplicates finds keys that differ only by case.
func (t *targets) duplicates(site *taint.Site, family *wire.Family, n *wire.Node) {
	byKey := map[string]wire.Field{}
	for _, field := range family.Fields(n.Type) {
		key := strings.ToLower(field.Name)
		first, ok := byKey[key]
		if !ok {
			byKey[key] = field
		} else if first.Name != field.Name && len(key) >= minKey {
			t.add(duplicate, site, field.Var, detail{label: strconv.Quote(first.Name) + " and " + strconv.Quote(field.Name), step: "which has the key " + strconv.Quote(field.Name)})
		}
	}
}

// untagged finds fields that no tag speaks of to the encoder: those that another encoder leaves out, and those among tagged siblings that
// decide something.
func (t *targets) untagged(site *taint.Site, family *wire.Family, n *wire.Node) {
	str := n.Type.Underlying().(*types.Struct)
	tagged := 0
	for i := range str.NumFields() {
		if _, _, ok := family.Tag(reflect.StructTag(str.Tag(i))); ok {
			tagged++
		}
	}
	for i := range str.NumFields() {
		v, tag := str.Field(i), reflect.StructTag(str.Tag(i))
		if _, _, ok := family.Tag(tag); ok || !v.Exported() || v.Embedded() {
			continue
		}
		switch {
		case tagged == 0 && family.Tags != nil && wire.Omitted(tag):
			t.add(otherEncoder, site, v, detail{kind: family.Tags[0], label: v.Name(), step: "which this tag leaves out for another encoder: " + string(tag)})
		case tagged >= 2 && syntax.HasWord(v.Name(), rule.Models(t.pass).Words("authority-words")):
			t.add(openField, site, v, detail{kind: family.Tags[0], label: v.Name(), step: "which has no tag"})
		}
	}
}

// A detail is what differs between findings about a field.
type detail struct {
	kind  string // of the site: the key of the tag that a fix adds
	label string // what the message calls the field
	step  string // what the trace says of the field, after its name
}

// add reports a field once: where it is declared if that is in this package, else at the decode.
func (t *targets) add(variant *rule.Variant, site *taint.Site, v *types.Var, d detail) {
	if t.seen[seen{v.Origin(), variant}] {
		return
	}
	t.seen[seen{v.Origin(), variant}] = true
	step := taint.Step{Pos: v.Pos(), Message: "decoded into the field " + v.Name() + ", " + d.step}
	out := *site
	if field := t.tags.fields[v.Origin()]; field != nil {
		out.Pos, out.End = v.Pos(), v.Pos()+token.Pos(len(v.Name()))
		out.Kind, out.Func, out.Object, out.Direct = d.kind, "", nil, true
	} else {
		at := t.pass.Fset.Position(v.Pos())
		step.Pos, step.Func = site.Pos, v.Pkg().Name()
		step.Position = token.Position{Filename: path.Join(v.Pkg().Path(), filepath.Base(at.Filename)), Line: at.Line, Column: max(1, at.Column)}
		out.Kind = ""
	}
	flow := site.Flows[0]
	flow.Trace = append(slices.Clone(flow.Trace), step)
	flow.Kind, flow.Source = flow.Source, d.label
	out.Flows = []taint.Flow{flow}
	t.found = append(t.found, rule.Finding{Site: &out, Flow: &out.Flows[0], Variant: variant})
}

// outcome finds a decode whose error is dropped although its target is used.
func (t *targets) outcome(site *taint.Site) {
	fd := syntax.Enclosing(t.pass, site.Pos)
	call := syntax.CallAt(t.pass, site.Pos, site.End)
	if fd == nil || call == nil || !site.Direct || !returnsError(t.pass, call) || !syntax.DroppedLast(fd, call) || !t.usedAfter(fd, call) {
		return
	}
	variant := dropped
	if !alone(fd, call) && site.Flows[0].Kind == "remote" {
		variant = discarded
	}
	out := *site
	t.found = append(t.found, rule.Finding{Site: &out, Flow: &out.Flows[0], Variant: variant})
}

// alone reports whether a call is a statement by itself.
func alone(fd *ast.FuncDecl, call *ast.CallExpr) (found bool) {
	ast.Inspect(fd, func(n ast.Node) bool {
		if s, ok := n.(*ast.ExprStmt); ok && ast.Unparen(s.X) == call {
			found = true
		}
		return !found
	})
	return found
}

func returnsError(pass *analysis.Pass, call *ast.CallExpr) bool {
	t := pass.TypesInfo.TypeOf(call)
	return t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
}

// usedAfter reports whether the target of a decode may be read later: a variable that the function mentions after the
// call, or one that outlives the function.
func (t *targets) usedAfter(fd *ast.FuncDecl, call *ast.CallExpr) bool {
	if len(call.Args) == 0 {
		return false
	}
	root := rootOf(call.Args[len(call.Args)-1])
	if root == nil {
		return false
	}
	obj := t.pass.TypesInfo.ObjectOf(root)
	if obj == nil || obj.Pos() < fd.Body.Pos() || obj.Pos() > fd.Body.End() {
		return obj != nil
	}
	used := false
	ast.Inspect(fd.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Pos() > call.End() && t.pass.TypesInfo.Uses[id] == obj {
			used = true
		}
		return !used
	})
	return used
}

// rootOf returns the variable that an operand is, or that its address, field, element or dereference is taken of; nil
// if there is none.
func rootOf(e ast.Expr) *ast.Ident {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.Ident:
			return x
		case *ast.UnaryExpr:
			e = x.X
		case *ast.SelectorExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		default:
			return nil
		}
	}
}
