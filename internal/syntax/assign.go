package syntax

import (
	"go/ast"
	"go/types"
)

// Assigned lists what the function assigns to a variable: the right side of each assignment and definition. A call with
// several results stands for each of them.
func Assigned(info *types.Info, fd ast.Node, obj types.Object) (values []ast.Expr) {
	if _, ok := obj.(*types.Var); !ok || fd == nil {
		return nil
	}
	ast.Inspect(fd, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, lhs := range n.Lhs {
				if id, ok := ast.Unparen(lhs).(*ast.Ident); ok && info.ObjectOf(id) == obj {
					values = append(values, n.Rhs[min(i, len(n.Rhs)-1)])
				}
			}
		case *ast.ValueSpec:
			for i, name := range n.Names {
				if info.ObjectOf(name) == obj && len(n.Values) > 0 {
					values = append(values, n.Values[min(i, len(n.Values)-1)])
				}
			}
		}
		return true
	})
	return values
}

// Variables adds the variables that an expression mentions.
func Variables(info *types.Info, n ast.Node, to map[types.Object]bool) {
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if v, ok := info.ObjectOf(id).(*types.Var); ok && !v.IsField() {
				to[v] = true
			}
		}
		return true
	})
}

// Dropped reports whether a function drops all that a call returns: as a statement, by go or defer, into blanks.
func Dropped(fd *ast.FuncDecl, call *ast.CallExpr) bool {
	return dropped(fd, call, func(as *ast.AssignStmt) bool {
		for _, lhs := range as.Lhs {
			if !blank(lhs) {
				return false
			}
		}
		return true
	})
}

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
