package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// keyFunctionAt replaces the body of a function around a position, or of one that is called there, that does nothing
// but make a key of a request:
//
//	func cacheKey(req *http.Request) string
func (b *Builder) keyFunctionAt(pos token.Pos) []analysis.SuggestedFix {
	decl, _ := b.topDecl(pos).(*ast.FuncDecl)
	if decl == nil || decl.Body == nil || pos < decl.Body.Pos() || b.commentsIn(decl.Body) {
		return nil
	}
	req := b.requestParameter(decl)
	if req == nil || !b.onlyMakesKey(decl, req) {
		return nil
	}
	e := b.newEdit()
	pkg := e.use(decl.Pos(), b.signed+"/redact", "redact")
	e.replace(decl.Body.Lbrace+1, decl.Body.Rbrace, "\n\treturn "+pkg+".CacheKey("+req.Name()+")\n")
	return e.finish("use redact.CacheKey, a keyed hash, as the key; entries stored now are not found")
}

// requestParameter is the only parameter of a function that takes a request and gives text; nil for others.
func (b *Builder) requestParameter(decl *ast.FuncDecl) *types.Var {
	fn, ok := b.info.Defs[decl.Name].(*types.Func)
	if !ok || !strings.Contains(strings.ToLower(fn.Name()), "key") {
		return nil
	}
	sig := fn.Signature()
	if sig.Params().Len() != 1 || sig.Results().Len() != 1 || !isPlainString(sig.Results().At(0).Type()) ||
		sig.Params().At(0).Type().String() != "*net/http.Request" || sig.Results().At(0).Name() != "" {
		return nil
	}
	return sig.Params().At(0)
}

// onlyMakesKey reports whether each return of a function is text that is put together from its request, and the
// function does nothing else.
func (b *Builder) onlyMakesKey(decl *ast.FuncDecl, req *types.Var) bool {
	fine, secret := true, false
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ReturnStmt:
			k := &requestKey{b: b, e: b.newEdit()}
			fine = fine && len(n.Results) == 1 && k.take(n.Results[0]) && k.request == types.Object(req) && len(k.extra) == 0 && k.prefix == ""
			secret = secret || k.secret
			return false
		case *ast.IfStmt, *ast.BlockStmt, ast.Expr, *ast.SwitchStmt, *ast.CaseClause:
		case ast.Stmt:
			fine = false
		}
		return fine
	})
	return fine && secret
}
