package signingkey

import (
	"go/ast"
	"go/types"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/rule"
	"github.com/unsafedecode/unsafedecode/internal/syntax"
)

// What a value is made by that makes it predictable. The empty string stands for what is known without guessing.
const (
	byRand    = "math/rand"
	byClock   = "the clock"
	byCounter = "a counter"
)

// predictable finds the functions whose result others can compute, for the packages that call them. It reports nothing.
var predictable = &analysis.Analyzer{
	Name:       "unsafedecodepredictable",
	Doc:        "find functions that make text or numbers of math/rand, the clock or a counter (reports nothing)",
	URL:        rule.DocURL + "#signingkey",
	Run:        findPredictable,
	FactTypes:  []analysis.Fact{new(predictableFact)},
	ResultType: reflect.TypeFor[*predictables](),
}

// A predictableFact is that of a function whose first result is predictable.
type predictableFact struct{ By string }

func (*predictableFact) AFact()           {}
func (f *predictableFact) String() string { return "made by " + f.By }

// predictables knows the functions of the package and of its imports whose first result is predictable.
type predictables struct {
	pass *analysis.Pass
	own  map[*types.Func]string
}

// by is what a function's result is made by; "" if it is not predictable.
func (p *predictables) by(fn *types.Func) string {
	if fn == nil {
		return ""
	}
	if fn = fn.Origin(); fn.Pkg() == p.pass.Pkg {
		return p.own[fn]
	}
	if path := syntax.Path(fn); (path == "math/rand" || path == "math/rand/v2") && !strings.HasPrefix(fn.Name(), "New") && fn.Name() != "Seed" {
		return byRand
	}
	var fact predictableFact
	if fn.Pkg() != nil && p.pass.ImportObjectFact(fn, &fact) {
		return fact.By
	}
	return ""
}

func findPredictable(pass *analysis.Pass) (any, error) {
	p := &predictables{pass: pass, own: map[*types.Func]string{}}
	all := slices.DeleteFunc(functions(pass), func(fd *ast.FuncDecl) bool {
		return !returns(pass.TypesInfo, fd, isText) && !returns(pass.TypesInfo, fd, isNumber)
	})
	// A function may call one that comes later.
	for changed := true; changed; {
		changed = false
		for _, fd := range all {
			fn := pass.TypesInfo.Defs[fd.Name].(*types.Func)
			if p.own[fn] != "" {
				continue
			}
			if by := p.function(fd); by != "" {
				p.own[fn], changed = by, true
				if fn.Exported() {
					pass.ExportObjectFact(fn, &predictableFact{by})
				}
			}
		}
	}
	return p, nil
}

// functions are those of the package that have a body.
func functions(pass *analysis.Pass) (all []*ast.FuncDecl) {
	for _, f := range pass.Files {
		for _, d := range f.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok && fd.Body != nil {
				all = append(all, fd)
			}
		}
	}
	return all
}

// function is what a function's first result is made by. Text that a body makes with math/rand is taken to be made of it,
// unless crypto/rand is there, too: math/rand then is for something else, such as the order. Nothing but the whole result shows
// that it is made by the clock or a counter, which stand beside much that is secret.
func (p *predictables) function(fd *ast.FuncDecl) string {
	if returns(p.pass.TypesInfo, fd, isText) && p.randCall(fd.Body) != nil && !mixes(p.pass.TypesInfo, fd.Body) {
		return byRand
	}
	v := &valuer{p: p, fd: fd, seen: map[types.Object]bool{}}
	made, known := "", true
	ast.Inspect(fd.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			if len(n.Results) != fd.Type.Results.NumFields() {
				known = false
				return false
			}
			if by, ok := v.of(n.Results[0]); !ok {
				known = false
			} else if by != "" {
				made = by
			}
		}
		return true
	})
	if !known {
		return ""
	}
	return made
}

// randCall is a call in a body that takes what it gets from math/rand; nil if there is none.
func (p *predictables) randCall(body ast.Node) (found *ast.CallExpr) {
	ast.Inspect(body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && found == nil && p.by(syntax.Callee(p.pass.TypesInfo, call)) == byRand {
			found = call
		}
		return found == nil
	})
	return found
}

// returns reports whether a function's first result is of a type.
func returns(info *types.Info, fd *ast.FuncDecl, is func(types.Type) bool) bool {
	fn, ok := info.Defs[fd.Name].(*types.Func)
	return ok && fn.Signature().Results().Len() > 0 && is(fn.Signature().Results().At(0).Type())
}

func isText(t types.Type) bool {
	if b, ok := t.Underlying().(*types.Basic); ok {
		return b.Info()&types.IsString != 0
	}
	s, ok := t.Underlying().(*types.Slice)
	return ok && types.Identical(s.Elem().Underlying(), types.Typ[types.Byte])
}

func isNumber(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsNumeric != 0
}

// mixes reports whether a body uses crypto/rand.
func mixes(info *types.Info, body ast.Node) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if obj := info.Uses[id]; obj != nil && obj.Pkg() != nil && obj.Pkg().Path() == "crypto/rand" {
				found = true
			}
		}
		return !found
	})
	return found
}
