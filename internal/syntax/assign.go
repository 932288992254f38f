package syntax

import "go/ast"

// DroppedLast reports whether a function drops the last result of a call, an error or a boolean.
func DroppedLast(fd *ast.FuncDecl, call *ast.CallExpr) bool {
	found := false
	ast.Inspect(fd, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ExprStmt:
			found = found || ast.Unparen(n.X) == call
		case *ast.GoStmt:
			found = found || n.Call == call
		case *ast.DeferStmt:
			found = found || n.Call == call
		case *ast.AssignStmt:
			found = found || len(n.Rhs) == 1 && ast.Unparen(n.Rhs[0]) == call && blank(n.Lhs[len(n.Lhs)-1])
		}
		return !found
	})
	return found
}

func blank(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "_"
}
