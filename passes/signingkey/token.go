package signingkey

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/syntax"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// bearer are the words of values that open a door to whoever has them.
var bearer = []string{"token", "tokens", "session", "sessions", "sessionid", "sid", "nonce", "secret", "csrf", "xsrf", "password", "passwd", "apikey", "otp"}

// weakTokens are functions that make such a value from math/rand, and variables that get one from math/rand or from a function
// of the package that uses it.
func weakTokens(pass *analysis.Pass) (found []taint.Site) {
	weak := map[types.Object]bool{} // functions that return what math/rand made
	reported := map[types.Object]bool{}
	for _, f := range pass.Files {
		for _, d := range f.Decls {
			fd, ok := d.(*ast.FuncDecl)
			if !ok || fd.Body == nil || !returnsText(pass.TypesInfo, fd) {
				continue
			}
			call := randCall(pass.TypesInfo, fd.Body)
			if call == nil || mixes(pass.TypesInfo, fd.Body) {
				continue
			}
			obj := pass.TypesInfo.Defs[fd.Name]
			weak[obj] = true
			if name := makes(pass, fd); name != "" {
				reported[obj] = true
				found = append(found, site(pass, call, name))
			}
		}
	}
	for _, f := range pass.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			as, ok := n.(*ast.AssignStmt)
			if !ok || len(as.Rhs) != 1 {
				return true
			}
			call, ok := ast.Unparen(as.Rhs[0]).(*ast.CallExpr)
			if !ok {
				return true
			}
			fn := syntax.Callee(pass.TypesInfo, call)
			if fn == nil || !weak[fn] || reported[fn] {
				return true
			}
			if name := target(as.Lhs[0]); syntax.HasWord(name, bearer) {
				found = append(found, site(pass, call, name))
			}
			return true
		})
	}
	return found
}

func site(pass *analysis.Pass, call *ast.CallExpr, name string) taint.Site {
	return syntax.NewSite(pass, call, syntax.Sink{Kind: weakToken, Label: "math/rand", Name: name}, syntax.Step(pass, call, "made by math/rand"))
}

func target(e ast.Expr) string {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// makes is the name of the function if it says that it makes such a value: by its own words, or as the id of a package of
// sessions or tokens.
func makes(pass *analysis.Pass, fd *ast.FuncDecl) string {
	name := fd.Name.Name
	if syntax.HasWord(name, bearer) {
		return "the value of " + name
	}
	where := pass.Pkg.Name()
	if fd.Recv != nil && len(fd.Recv.List) > 0 {
		where += " " + types.ExprString(fd.Recv.List[0].Type)
	}
	if syntax.HasWord(name, []string{"id", "sid", "key", "code"}) && syntax.HasWord(where, bearer) {
		return "the value of " + name
	}
	return ""
}

func returnsText(info *types.Info, fd *ast.FuncDecl) bool {
	fn, ok := info.Defs[fd.Name].(*types.Func)
	if !ok || fn.Signature().Results().Len() == 0 {
		return false
	}
	t := fn.Signature().Results().At(0).Type().Underlying()
	if b, ok := t.(*types.Basic); ok {
		return b.Info()&types.IsString != 0
	}
	s, ok := t.(*types.Slice)
	return ok && types.Identical(s.Elem().Underlying(), types.Typ[types.Byte])
}

// randCall is a call in a body that takes numbers from math/rand; nil if there is none.
func randCall(info *types.Info, body ast.Node) (found *ast.CallExpr) {
	ast.Inspect(body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && found == nil {
			if fn := syntax.Callee(info, call); fn != nil && strings.HasPrefix(syntax.Path(fn), "math/rand") && !strings.HasPrefix(fn.Name(), "New") && fn.Name() != "Seed" {
				found = call
			}
		}
		return found == nil
	})
	return found
}

// mixes reports whether a body uses crypto/rand, too: math/rand then is for something else, such as the order.
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
