package syntax

import (
	"go/ast"
)

// DroppedLast reports whether a function drops the last thing that a call returns, an error or a boolean.
func DroppedLast(fd *ast.FuncDecl, call *ast.CallExpr) bool {
	return dropped(fd, call, func(as *ast.AssignStmt) bool { return blank(as.Lhs[len(as.Lhs)-1]) })
}

func dropped(fd *ast.FuncDecl, call *ast.CallExpr, into func(*ast.AssignStmt) bool) bool {
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
			found = found || len(n.Rhs) == 1 && ast.Unparen(n.Rhs[0]) == call && into(n)
		}
		return !found
	})
	return found
}

func blank(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "_"
}
