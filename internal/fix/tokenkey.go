package fix

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// RefuseUnsigned offers to return an error where a key function accepts tokens without a signature, if it returns a key
// for other tokens.
func (b *Builder) RefuseUnsigned(pos token.Pos) []analysis.SuggestedFix {
	if b.file(pos) == nil || b.inTest(pos) {
		return nil
	}
	ret, ok := at(b, pos, pos, func(r *ast.ReturnStmt) bool { return len(r.Results) == 2 })
	if !ok || ret.Results[0].Pos() > pos || ret.Results[0].End() <= pos || !isError(typeOf(b, ret.Results[1])) && !b.info.Types[ret.Results[1]].IsNil() {
		return nil
	}
	others := slices.ContainsFunc(b.returnsOf(b.tree().body(ret)), func(r *ast.ReturnStmt) bool {
		return r != ret && len(r.Results) == 2 && !b.info.Types[r.Results[0]].IsNil()
	})
	if !others || b.commentsIn(ret) {
		return nil
	}
	e := b.newEdit()
	e.replace(ret.Results[0].Pos(), ret.End(), fmt.Sprintf("nil, %s.New(%q)", e.use(pos, "errors", "errors"), "token without a signature"))
	return e.finish("refuse tokens without a signature")
}

// CheckAlgorithm offers to check the algorithm of a token before a key function, which begins at pos, returns a shared
// secret or a public key.
func (b *Builder) CheckAlgorithm(pos token.Pos) []analysis.SuggestedFix {
	if b.file(pos) == nil || b.inTest(pos) {
		return nil
	}
	fn, _ := at(b, pos, pos, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			return n.Pos() == pos
		}
		return false
	})
	var params *ast.FieldList
	switch fn := fn.(type) {
	case *ast.FuncDecl:
		params = fn.Type.Params
	case *ast.FuncLit:
		params = fn.Type.Params
	default:
		return nil
	}
	if params.NumFields() != 1 || len(params.List[0].Names) != 1 || params.List[0].Names[0].Name == "_" {
		return nil
	}
	algorithm := b.algorithmOf(params.List[0].Names[0])
	if algorithm == "" {
		return nil
	}
	e := b.newEdit()
	for _, ret := range b.returnsOf(fn) {
		if len(ret.Results) != 2 || b.info.Types[ret.Results[0]].IsNil() {
			continue
		}
		not := ""
		switch t := typeOf(b, ret.Results[0]); {
		case isBytes(t):
			not = "!"
		case !strings.HasSuffix(t.String(), "PublicKey"):
			return nil
		}
		indent := b.indentOf(ret)
		e.insert(ret.Pos(), fmt.Sprintf("if %s%s.HasPrefix(%s, \"HS\") {\n%s\treturn nil, %s.New(%q)\n%s}\n%s", not, e.use(pos, "strings", "strings"), algorithm,
			indent, e.use(pos, "errors", "errors"), "unexpected signing method", indent, indent))
	}
	return e.finish("look at the algorithm before a key is returned: HMAC for shared secrets only")
}

// algorithmOf returns the expression for the name of a token's algorithm, t.Method.Alg(), or "" if its type has no such
// method.
func (b *Builder) algorithmOf(param *ast.Ident) string {
	v, ok := b.info.Defs[param].(*types.Var)
	if !ok {
		return ""
	}
	method, _, _ := types.LookupFieldOrMethod(v.Type(), true, b.pkg, "Method")
	if method == nil {
		return ""
	}
	alg, _, _ := types.LookupFieldOrMethod(method.Type(), true, b.pkg, "Alg")
	if fn, ok := alg.(*types.Func); !ok || fn.Signature().Params().Len() != 0 || fn.Signature().Results().Len() != 1 {
		return ""
	}
	return v.Name() + ".Method.Alg()"
}

// returnsOf returns the return statements of a function, without those of function literals inside it.
func (b *Builder) returnsOf(fn ast.Node) (all []*ast.ReturnStmt) {
	ast.Inspect(fn, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return ast.Node(n) == fn
		case *ast.ReturnStmt:
			all = append(all, n)
		}
		return true
	})
	return all
}

// ErrorAlone offers to return the error alone where the return statement at pos has text beside it.
func (b *Builder) ErrorAlone(pos token.Pos) []analysis.SuggestedFix {
	if b.file(pos) == nil {
		return nil
	}
	ret, ok := at(b, pos, pos, func(r *ast.ReturnStmt) bool { return len(r.Results) > 1 })
	if !ok {
		return nil
	}
	e := b.newEdit()
	for _, x := range ret.Results[:len(ret.Results)-1] {
		if v := b.info.Types[x].Value; !isString(typeOf(b, x)) || v != nil && v.Kind() == constant.String {
			continue
		}
		if b.commentsIn(x) {
			return nil
		}
		e.replace(x.Pos(), x.End(), `""`)
	}
	return e.finish("return the error alone")
}
