package fix

import (
	"go/ast"
	"go/types"
)

// A definition sets a variable to one of the values of an expression.
type definition struct {
	value ast.Expr
	index int // of the value, for a call with several results
}

// definitions returns the definitions of a local variable. It returns false for parameters, package-level variables and
// fields, which may be set elsewhere.
func (b *Builder) definitions(obj types.Object) (defs []definition, ok bool) {
	v, isVar := obj.(*types.Var)
	if !isVar || v.IsField() || v.Pkg() != b.pkg || v.Parent() == nil || v.Parent() == b.pkg.Scope() || b.isParameter(v) {
		return nil, false
	}
	add := func(lhs []ast.Expr, rhs []ast.Expr) {
		for i, l := range lhs {
			id, ok := ast.Unparen(l).(*ast.Ident)
			if !ok || b.info.ObjectOf(id) != obj {
				continue
			}
			switch {
			case len(rhs) == len(lhs):
				defs = append(defs, definition{rhs[i], 0})
			case len(rhs) == 1:
				defs = append(defs, definition{rhs[0], i})
			}
		}
	}
	for _, id := range append(b.tree().uses[obj], b.definingIdent(v)) {
		switch p := b.tree().up(id).(type) {
		case *ast.AssignStmt:
			add(p.Lhs, p.Rhs)
		case *ast.ValueSpec:
			names := make([]ast.Expr, len(p.Names))
			for i, n := range p.Names {
				names[i] = n
			}
			add(names, p.Values)
		case *ast.RangeStmt:
			if p.Key == id || p.Value == id {
				defs = append(defs, definition{p.X, 0})
			}
		}
	}
	return defs, true
}

func (b *Builder) definingIdent(v *types.Var) *ast.Ident {
	id, _ := at(b, v.Pos(), v.Pos(), func(id *ast.Ident) bool { return b.info.Defs[id] == v })
	return id
}

// isParameter reports whether a variable is a parameter, receiver or named result.
func (b *Builder) isParameter(v *types.Var) bool {
	f, ok := at(b, v.Pos(), v.Pos(), func(*ast.Field) bool { return true })
	if !ok {
		return false
	}
	_, ok = b.tree().parent(b.tree().parent(f)).(*ast.FuncType)
	if ok {
		return true
	}
	_, ok = b.tree().parent(b.tree().parent(f)).(*ast.FuncDecl)
	return ok
}

// parameter returns the declared function that has a variable as a parameter, and its index; the index is -1 for a
// receiver or a result.
func (b *Builder) parameter(v *types.Var) (*types.Func, int) {
	for fn := range b.tree().bodies {
		sig := fn.Signature()
		if sig.Recv() == v {
			return fn, -1
		}
		for i := range sig.Params().Len() {
			if sig.Params().At(i) == v {
				return fn, i
			}
		}
	}
	return nil, -1
}
