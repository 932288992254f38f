package signingkey

import (
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/syntax"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// bearer are the words of values that open a door to whoever has them. A nonce is none: most have to be new, not secret.
var bearer = []string{"token", "tokens", "session", "sessions", "sessionid", "sid", "secret", "csrf", "xsrf", "password", "passwd", "apikey", "otp"}

// weakTokens are functions that make such a value of what can be computed, and variables and fields that get one.
func weakTokens(pass *analysis.Pass) []taint.Site {
	w := &weak{pass: pass, made: pass.ResultOf[predictable].(*predictables), reported: map[*types.Func]bool{}}
	all := functions(pass)
	for _, fd := range all {
		w.function(fd)
	}
	for _, fd := range all {
		w.assignments(fd)
	}
	return w.found
}

type weak struct {
	pass     *analysis.Pass
	made     *predictables
	reported map[*types.Func]bool
	found    []taint.Site
}

// function reports a function that says that it makes such a value.
func (w *weak) function(fd *ast.FuncDecl) {
	fn, _ := w.pass.TypesInfo.Defs[fd.Name].(*types.Func)
	by := w.made.by(fn)
	name := makes(w.pass, fd)
	if by == "" || name == "" || !returns(w.pass.TypesInfo, fd, isText) {
		return
	}
	var at ast.Node = fd.Name
	if call := w.made.randCall(fd.Body); call != nil && by == byRand {
		at = call
	}
	w.reported[fn] = true
	w.found = append(w.found, w.site(at, "the value of "+name, by))
}

// assignments reports what is assigned under the name of such a value.
func (w *weak) assignments(fd *ast.FuncDecl) {
	v := &valuer{p: w.made, fd: fd, seen: map[types.Object]bool{}}
	ast.Inspect(fd.Body, func(n ast.Node) bool {
		as, ok := n.(*ast.AssignStmt)
		if !ok || len(as.Rhs) != 1 {
			return true
		}
		call, ok := ast.Unparen(as.Rhs[0]).(*ast.CallExpr)
		if !ok {
			return true
		}
		name := target(as.Lhs[0])
		if t := w.pass.TypesInfo.TypeOf(as.Lhs[0]); !syntax.HasWord(name, bearer) || t == nil || !isText(t) {
			return true
		}
		fn := syntax.Callee(w.pass.TypesInfo, call)
		if fn != nil && w.reported[fn.Origin()] {
			return true
		}
		by, ok := v.of(call)
		if ok && by != "" {
			w.found = append(w.found, w.site(call, name, by, w.steps(fn, call, by)...))
		}
		return true
	})
}

// steps say by which function of another package a value was made.
func (w *weak) steps(fn *types.Func, call *ast.CallExpr, by string) []taint.Step {
	if w.made.by(fn) == "" || fn.Pkg() == w.pass.Pkg {
		return nil
	}
	return []taint.Step{syntax.Step(w.pass, call, fmt.Sprintf("%s.%s returns what %s makes", fn.Pkg().Name(), fn.Name(), by))}
}

func (w *weak) site(at ast.Node, name, by string, steps ...taint.Step) taint.Site {
	steps = append(steps, syntax.Step(w.pass, at, "made by "+by))
	return syntax.NewSite(w.pass, at, syntax.Sink{Kind: weakToken, Label: by, Name: name}, steps...)
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
		return name
	}
	where := pass.Pkg.Name()
	if fd.Recv != nil && len(fd.Recv.List) > 0 {
		where += " " + types.ExprString(fd.Recv.List[0].Type)
	}
	if syntax.HasWord(name, []string{"id", "sid", "key", "code"}) && syntax.HasWord(where, bearer) {
		return name
	}
	return ""
}
