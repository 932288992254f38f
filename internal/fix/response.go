package fix

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// responseFor returns the name of the http.ResponseWriter of the function around a request's body, if that is in sight.
func (b *Builder) responseFor(x ast.Expr) string {
	sel, ok := ast.Unparen(x).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Body" {
		return ""
	}
	req := types.TypeString(valueType(typeOf(b, sel.X)), nil)
	if req != "net/http.Request" {
		return ""
	}
	if w := b.responseBeside(sel.X); w != "" {
		return w
	}
	return b.writerInScope(x)
}

// writerInScope returns the name of a parameter that is an http.ResponseWriter and can be named at an expression.
func (b *Builder) writerInScope(x ast.Expr) string {
	var params []*ast.FieldList
	for n := ast.Node(x); n != nil; n = b.tree().parent(n) {
		switch n := n.(type) {
		case *ast.FuncDecl:
			params = append(params, n.Type.Params)
		case *ast.FuncLit:
			params = append(params, n.Type.Params)
		}
	}
	for _, list := range params {
		for _, f := range list.List {
			for _, name := range f.Names {
				obj := b.info.Defs[name]
				if obj != nil && obj.Type().String() == "net/http.ResponseWriter" && b.visible(x.Pos(), name.Name) == obj {
					return name.Name
				}
			}
		}
	}
	return ""
}

// responseBeside returns the writer that a framework's context has beside the request: c.Writer for c.Request, c.Response() for
// c.Request().
func (b *Builder) responseBeside(request ast.Expr) string {
	name, suffix := "Writer", ""
	request = ast.Unparen(request)
	if call, ok := request.(*ast.CallExpr); ok && len(call.Args) == 0 {
		name, suffix, request = "Response", "()", ast.Unparen(call.Fun)
	}
	sel, ok := request.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Request" {
		return ""
	}
	obj, _, _ := types.LookupFieldOrMethod(typeOf(b, sel.X), true, b.pkg, name)
	if obj == nil {
		return ""
	}
	t := obj.Type()
	if sig, ok := t.(*types.Signature); ok && sig.Params().Len() == 0 && sig.Results().Len() == 1 {
		t = sig.Results().At(0).Type()
	}
	for _, method := range []string{"Header", "Write", "WriteHeader"} {
		if m, _, _ := types.LookupFieldOrMethod(t, true, nil, method); m == nil {
			return ""
		}
	}
	text := b.text(sel.X)
	if !oneLine(text) {
		return ""
	}
	return text + "." + name + suffix
}

// boundBefore bounds the body of the request that a call reads by itself, in a statement before: of its receiver or an argument, where the
// response is at hand.
func (b *Builder) boundBefore(pos token.Pos) []analysis.SuggestedFix {
	call, ok := at(b, pos, pos, func(call *ast.CallExpr) bool { return standsAt(call, pos) })
	if !ok || b.repeated(call) {
		return nil
	}
	stmt := b.outermost(call)
	if stmt == nil {
		return nil
	}
	e := b.newEdit()
	for _, x := range append([]ast.Expr{receiverOf(call)}, call.Args...) {
		body, w := b.bodyOf(x)
		if body == "" || w == "" {
			continue
		}
		http := e.use(call.Pos(), "net/http", "http")
		tabs := strings.Repeat("\t", b.fset.Position(stmt.Pos()).Column-1)
		e.insert(stmt.Pos(), fmt.Sprintf("%[1]s = %[2]s.MaxBytesReader(%[3]s, %[1]s, 1<<20)\n%[4]s", body, http, w, tabs))
		return e.finish("read at most 1 MiB of the body: http.MaxBytesReader")
	}
	return nil
}

// outermost returns the statement of a block that a node is in: what can be put before it runs before all of it.
func (b *Builder) outermost(n ast.Node) ast.Stmt {
	for ; n != nil; n = b.tree().parent(n) {
		stmt, ok := n.(ast.Stmt)
		if !ok {
			continue
		}
		switch b.tree().parent(n).(type) {
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
			return stmt
		}
	}
	return nil
}

func receiverOf(call *ast.CallExpr) ast.Expr {
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		return sel.X
	}
	return call.Fun
}

// bodyOf returns the text of the body of a request, or of the request in a framework's context, and of the response's writer.
func (b *Builder) bodyOf(x ast.Expr) (body, writer string) {
	id, ok := ast.Unparen(x).(*ast.Ident)
	if !ok {
		return "", ""
	}
	if types.TypeString(valueType(typeOf(b, id)), nil) == "net/http.Request" {
		return id.Name + ".Body", b.writerInScope(id)
	}
	field, _, _ := types.LookupFieldOrMethod(typeOf(b, id), true, b.pkg, "Request")
	if m, ok := field.(*types.Func); ok && m.Signature().Params().Len() == 0 && m.Signature().Results().Len() == 1 {
		request := m.Signature().Results().At(0).Type()
		if r, _, _ := types.LookupFieldOrMethod(typeOf(b, id), true, b.pkg, "Response"); r != nil && types.TypeString(request, nil) == "*net/http.Request" {
			return id.Name + ".Request().Body", id.Name + ".Response()"
		}
	}
	if v, ok := field.(*types.Var); !ok || types.TypeString(valueType(v.Type()), nil) != "net/http.Request" {
		return "", ""
	}
	if w, _, _ := types.LookupFieldOrMethod(typeOf(b, id), true, b.pkg, "Writer"); w == nil {
		return "", ""
	}
	return id.Name + ".Request.Body", id.Name + ".Writer"
}
