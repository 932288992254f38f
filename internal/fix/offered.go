package fix

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
)

// OfferedRandom lists the draws of the package from math/rand, with the fix of each. Functions that hand random text to other packages are
// among them; what becomes of it is seen there.
func (b *Builder) OfferedRandom() (places [][]token.Pos, fixes []analysis.SuggestedFix) {
	for _, f := range b.files {
		if b.file(f.Package) == nil || b.inTest(f.Package) {
			continue
		}
		for _, call := range b.drawsIn(f) {
			if list := b.secureRandom(call, false); list != nil {
				places, fixes = append(places, []token.Pos{call.Pos(), call.Lparen}), append(fixes, list[0])
			}
		}
	}
	return places, fixes
}

// OfferedKeys lists the constants of the package that may be keys of other packages, with the fix of each: the values of variables,
// of fields and of functions that are called keys, and of exported variables of type []byte.
func (b *Builder) OfferedKeys(isKey func(name string) bool) (places [][]token.Pos, fixes []analysis.SuggestedFix) {
	for _, f := range b.files {
		if b.file(f.Package) == nil || b.inTest(f.Package) {
			continue
		}
		for n := range ast.Preorder(f) {
			x, ok := n.(ast.Expr)
			if !ok || !b.isTextConstant(x) || constant.StringVal(b.info.Types[x].Value) == "" || !b.holdsKey(x, isKey) {
				continue
			}
			found := b.WithoutDefault(b.constantText(x), x.Pos())
			if found == nil {
				found = b.environmentKey(x)
			}
			if found != nil {
				places, fixes = append(places, b.placesOf(x)), append(fixes, found[0])
			}
		}
	}
	return places, fixes
}

// holdsKey reports whether a constant is the value of something that is called a key.
func (b *Builder) holdsKey(x ast.Expr, isKey func(name string) bool) bool {
	converted := false
	for n := b.tree().up(x); n != nil; n = b.tree().up(n) {
		switch p := n.(type) {
		case *ast.CallExpr:
			if !b.isConversion(p) {
				return false
			}
			converted = true
		case *ast.KeyValueExpr:
			id, ok := p.Key.(*ast.Ident)
			return ok && isKey(id.Name)
		case *ast.AssignStmt:
			return len(p.Lhs) == 1 && isKey(lastName(p.Lhs[0]))
		case *ast.ReturnStmt:
			fn := b.tree().function(p)
			return fn != nil && (converted || isKey(fn.Name.Name))
		case *ast.ValueSpec:
			_, isVar := b.info.Defs[p.Names[0]].(*types.Var)
			return isVar && len(p.Names) == 1 && b.tree().function(p) == nil && (isKey(p.Names[0].Name) || converted && p.Names[0].IsExported())
		default:
			return false
		}
	}
	return false
}

// placesOf are the positions that a trace may give for a constant: its own, and those of what is made of it.
func (b *Builder) placesOf(x ast.Expr) []token.Pos {
	places := []token.Pos{x.Pos()}
	for n := b.tree().parent(x); n != nil; n = b.tree().parent(n) {
		switch p := n.(type) {
		case *ast.CallExpr:
			places = append(places, p.Pos(), p.Lparen)
		case *ast.KeyValueExpr:
			places = append(places, p.Pos(), p.Colon)
		case *ast.ReturnStmt, *ast.AssignStmt, *ast.ValueSpec:
			return append(places, n.Pos())
		case ast.Stmt, ast.Decl:
			return places
		}
	}
	return places
}
