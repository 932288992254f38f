package fix

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/analysis"
)

// withoutFallback removes the constant that a key falls back to when the environment has none:
//
//	if key == "" { key = "x" }         the assignment becomes a panic
//	if v := Getenv(n); v != "" { return v }; return "x"       the last return does
//	cmp.Or(os.Getenv(n), "x")          becomes requireEnv(n)
//	getenv(n, "x")                     does, too
func (b *Builder) withoutFallback(x ast.Expr) []analysis.SuggestedFix {
	if call, ok := b.tree().up(x).(*ast.CallExpr); ok && len(call.Args) == 2 && ast.Unparen(call.Args[1]) == ast.Unparen(x) {
		if name := b.variableIn(call); name != "" && isString(typeOf(b, call)) {
			e := b.newEdit()
			e.replace(call.Pos(), call.End(), fmt.Sprintf("%s(%q)", b.requireEnv(e), name))
			return e.finish(fmt.Sprintf(fromEnvironment, name))
		}
	}
	stmt := b.statement(x)
	name := ""
	switch s := stmt.(type) {
	case *ast.AssignStmt:
		if block, ok := b.tree().parent(s).(*ast.BlockStmt); ok && s.Tok == token.ASSIGN && len(block.List) == 1 && len(s.Lhs) == 1 {
			if cond, ok := b.tree().parent(block).(*ast.IfStmt); ok && cond.Body == block && b.tests(cond.Cond, s.Lhs[0]) {
				name = b.variableAround(s)
			}
		}
	case *ast.ReturnStmt:
		if len(s.Results) == 1 {
			name = b.variableAround(s)
		}
	}
	if name == "" || b.commentsIn(stmt) {
		return nil
	}
	e := b.newEdit()
	e.replace(stmt.Pos(), stmt.End(), fmt.Sprintf("panic(%q)", "set the environment variable "+name))
	return e.finish(fmt.Sprintf("fail if %s is unset instead of using a hard-coded key", name))
}

// statement returns the statement that an expression is part of.
func (b *Builder) statement(x ast.Node) ast.Stmt {
	for n := x; n != nil; n = b.tree().parent(n) {
		if s, ok := n.(ast.Stmt); ok {
			return s
		}
	}
	return nil
}

// tests reports whether a condition is that a string is empty.
func (b *Builder) tests(cond ast.Expr, x ast.Expr) bool {
	cmp, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || cmp.Op != token.EQL {
		return false
	}
	text := b.text(ast.Unparen(x))
	return b.text(cmp.X) == text || b.text(cmp.X) == "len("+text+")"
}

// variableIn returns the variable of the environment that the first argument of a call names or reads.
func (b *Builder) variableIn(call *ast.CallExpr) string {
	first := ast.Unparen(call.Args[0])
	if inner, ok := first.(*ast.CallExpr); ok && b.calls(call, "cmp", "Or") && b.calls(inner, "os", "Getenv") {
		return b.constantText(inner.Args[0])
	}
	fn := b.callee(call)
	decl := b.tree().bodies[fn]
	if fn == nil || decl == nil {
		return ""
	}
	reads := false
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && b.calls(c, "os", "Getenv", "LookupEnv") {
			reads = true
		}
		return !reads
	})
	if !reads {
		return ""
	}
	return b.constantText(first)
}

func (b *Builder) constantText(x ast.Expr) string {
	if v := b.info.Types[x].Value; v != nil && v.Kind() == constant.String {
		return constant.StringVal(v)
	}
	return ""
}

// variableAround returns the one variable of the environment that the function around a node reads.
func (b *Builder) variableAround(n ast.Node) string {
	var body *ast.BlockStmt
	switch f := b.tree().body(n).(type) {
	case *ast.FuncDecl:
		body = f.Body
	case *ast.FuncLit:
		body = f.Body
	}
	if body == nil {
		return ""
	}
	name, count := "", 0
	ast.Inspect(body, func(n ast.Node) bool {
		if c, ok := n.(*ast.CallExpr); ok && b.calls(c, "os", "Getenv", "LookupEnv") {
			name = b.constantText(c.Args[0])
			count++
		}
		return true
	})
	if count != 1 {
		return ""
	}
	return name
}
