package fix

import (
	"fmt"
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"
)

// emptyKey takes a key that is no bytes at all, as nil or []byte{} in a call, from the environment.
func (b *Builder) emptyKey(pos token.Pos) []analysis.SuggestedFix {
	var calls []*ast.CallExpr
	_, _ = at(b, pos, pos, func(c *ast.CallExpr) bool {
		calls = append(calls, c)
		return true
	})
	for _, call := range calls {
		if b.isConversion(call) || call.Pos() != pos && call.Lparen != pos && !b.holdsAt(call, pos) {
			continue
		}
		for i, arg := range call.Args {
			decl := b.topDecl(arg.Pos())
			if !b.takesKey(call, i) || !b.isNoBytes(arg) || decl == nil {
				continue
			}
			e := b.newEdit()
			name := b.keyName(arg)
			variable := environmentName(b.pkg.Name(), name)
			holder := b.freeName(name)
			e.insert(beforeDecl(decl), fmt.Sprintf("var %s = []byte(%s(%q))\n\n", holder, b.requireEnv(e), variable))
			e.replace(arg.Pos(), arg.End(), holder)
			return e.finish(fmt.Sprintf(fromEnvironment, variable))
		}
	}
	return nil
}

// holdsAt reports whether one of a call's arguments stands at a position.
func (b *Builder) holdsAt(call *ast.CallExpr, pos token.Pos) bool {
	for _, arg := range call.Args {
		if arg.Pos() <= pos && pos < arg.End() && b.isNoBytes(arg) {
			return true
		}
	}
	return false
}

// isNoBytes reports whether an expression is nil or an empty slice of bytes.
func (b *Builder) isNoBytes(x ast.Expr) bool {
	x = ast.Unparen(x)
	if b.info.Types[x].IsNil() {
		return true
	}
	switch x := x.(type) {
	case *ast.CompositeLit:
		return len(x.Elts) == 0 && isBytes(b.info.TypeOf(x))
	case *ast.CallExpr:
		return b.isConversion(x) && isBytes(b.info.TypeOf(x)) && b.info.Types[x.Args[0]].IsNil()
	}
	return false
}
