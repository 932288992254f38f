package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// endOfLine returns the end of a statement, or of the comment after it on its last line.
func (b *Builder) endOfLine(stmt ast.Stmt) token.Pos {
	line := b.fset.Position(stmt.End()).Line
	for _, group := range b.file(stmt.Pos()).Comments {
		if group.Pos() >= stmt.End() && b.fset.Position(group.Pos()).Line == line {
			return group.List[0].End()
		}
	}
	return stmt.End()
}

// ifError returns an if statement that runs ret if an error is not nil. Its first line is not indented.
func ifError(name, ret, indent string) string {
	return "if " + name + " != nil {\n" + indent + "\t" + ret + "\n" + indent + "}"
}

// zero returns an expression for the zero value of a type.
func (b *Builder) zero(e *edit, pos token.Pos, t types.Type) (string, bool) {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsBoolean != 0:
			return "false", true
		case u.Info()&types.IsString != 0:
			return `""`, true
		case u.Info()&types.IsNumeric != 0:
			return "0", true
		}
	case *types.Pointer, *types.Slice, *types.Map, *types.Chan, *types.Signature, *types.Interface:
		if _, param := types.Unalias(t).(*types.TypeParam); !param {
			return "nil", true
		}
	case *types.Struct, *types.Array:
		if text, ok := b.typeText(e, pos, t); ok {
			return text + "{}", true
		}
	}
	return "", false
}

// indentOf returns the white space before the line that a node starts on.
func (b *Builder) indentOf(n ast.Node) string {
	return strings.Repeat("\t", max(b.depthOf(n), 0))
}

// depthOf counts the blocks around a node, which gofmt indents.
func (b *Builder) depthOf(n ast.Node) int {
	depth := 0
	for p := b.tree().parent(n); p != nil; p = b.tree().parent(p) {
		if _, block := p.(*ast.BlockStmt); block { // the clauses of a switch are not indented, what is in them is
			depth++
		}
	}
	return depth
}

// after returns the statement after another in its block, or nil.
func (b *Builder) after(stmt ast.Stmt) ast.Stmt {
	block, ok := b.tree().up(stmt).(*ast.BlockStmt)
	if !ok {
		return nil
	}
	if i := slices.Index(block.List, stmt); i >= 0 && i+1 < len(block.List) {
		return block.List[i+1]
	}
	return nil
}

// testsNil reports whether a condition is that a variable is not nil.
func (b *Builder) testsNil(cond ast.Expr, name string) bool {
	cmp, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || cmp.Op != token.NEQ {
		return false
	}
	id, ok := ast.Unparen(cmp.X).(*ast.Ident)
	return ok && id.Name == name && b.info.Types[cmp.Y].IsNil()
}

// lookup returns the object that a name denotes at a position, or nil.
func (b *Builder) lookup(pos token.Pos, name string) types.Object {
	scope := b.pkg.Scope().Innermost(pos)
	if scope == nil {
		return nil
	}
	_, obj := scope.LookupParent(name, pos)
	return obj
}
