package fix

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
)

// VerifyParse offers to parse a token with a key function where it is parsed unverified and the package has one key function: a method of
// the receiver that is at hand, or a function. The call begins at pos and ends at end.
func (b *Builder) VerifyParse(pos, end token.Pos) []analysis.SuggestedFix {
	call, ok := at(b, pos, pos, func(c *ast.CallExpr) bool { return c.End() == end && (c.Pos() == pos || nameOf(c) == pos) })
	if !ok || b.file(pos) == nil || len(call.Args) != 2 || call.Ellipsis.IsValid() {
		return nil
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "ParseUnverified" || b.info.Selections[sel] == nil {
		return nil
	}
	assign, ok := b.tree().up(call).(*ast.AssignStmt)
	if !ok || len(assign.Lhs) != 3 || b.commentsIn(assign) {
		return nil
	}
	if middle, ok := assign.Lhs[1].(*ast.Ident); !ok || middle.Name != "_" {
		return nil
	}
	if last, ok := assign.Lhs[2].(*ast.Ident); !ok || last.Name == "_" {
		return nil // the error has to matter first
	}
	parse, _, _ := types.LookupFieldOrMethod(b.info.TypeOf(sel.X), true, b.pkg, "ParseWithClaims")
	fn, ok := parse.(*types.Func)
	if !ok || fn.Signature().Params().Len() != 3 || fn.Signature().Results().Len() != 2 {
		return nil
	}
	key := b.keyFunction(call, fn.Signature().Params().At(2).Type())
	if key == "" {
		return nil
	}
	e := b.newEdit()
	e.replace(assign.Lhs[0].End(), assign.Lhs[1].End(), "")
	e.replace(sel.Sel.Pos(), sel.Sel.End(), fn.Name())
	e.insert(call.Args[1].End(), ", "+key)
	return e.finish("verify the token with " + key)
}

// keyFunction is the one function of the package that can be given for a key function at a call; empty if there is none, or a choice.
func (b *Builder) keyFunction(call *ast.CallExpr, want types.Type) string {
	sig, ok := want.Underlying().(*types.Signature)
	if !ok {
		return ""
	}
	found, count := "", 0
	around := b.tree().function(call)
	for _, decl := range b.tree().bodies {
		fn, ok := b.info.Defs[decl.Name].(*types.Func)
		if !ok || decl == around || decl.Name.Name == "_" || b.inTest(decl.Pos()) {
			continue
		}
		plain := types.NewSignatureType(nil, nil, nil, fn.Signature().Params(), fn.Signature().Results(), fn.Signature().Variadic())
		if fn.Signature().TypeParams() != nil || !types.Identical(plain, sig) {
			continue
		}
		recv := fn.Signature().Recv()
		name := decl.Name.Name
		switch {
		case recv == nil:
			if obj := b.lookup(call.Pos(), name); obj != fn {
				continue
			}
		default:
			self := methodsReceiver(b, around)
			if self == nil || !sameNamed(self.Type(), recv.Type()) || b.lookup(call.Pos(), self.Name()) != self {
				continue
			}
			name = self.Name() + "." + name
		}
		found = name
		count++
	}
	if count != 1 {
		return ""
	}
	return found
}

// methodsReceiver is the receiver of a method, if it has a name.
func methodsReceiver(b *Builder, fn *ast.FuncDecl) *types.Var {
	if fn == nil || fn.Recv == nil || len(fn.Recv.List) != 1 || len(fn.Recv.List[0].Names) != 1 || fn.Recv.List[0].Names[0].Name == "_" {
		return nil
	}
	v, _ := b.info.Defs[fn.Recv.List[0].Names[0]].(*types.Var)
	return v
}

// sameNamed reports whether two receivers are of the same named type, pointers or not.
func sameNamed(a, b types.Type) bool {
	bare := func(t types.Type) types.Type {
		if p, ok := types.Unalias(t).(*types.Pointer); ok {
			return p.Elem()
		}
		return t
	}
	return types.Identical(bare(a), bare(b))
}
