package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// StopOnFailure offers to return where a verification fails whose outcome is ignored or only logged. The call begins at pos or has its name there, and ends at end.
func (b *Builder) StopOnFailure(pos, end token.Pos) []analysis.SuggestedFix {
	call := b.callAt(pos, end)
	if call == nil || b.file(pos) == nil {
		return nil
	}
	e := b.newEdit()
	s := &stop{b: b, e: e, call: call, name: "err"}
	if !s.prepare() || !s.edit() {
		return nil
	}
	return e.finish("return when the verification fails")
}

// callAt returns the call that ends at end and either begins at pos, has its name there, or belongs to a go or defer statement there. It
// returns nil if no call does.
func (b *Builder) callAt(pos, end token.Pos) *ast.CallExpr {
	if s, ok := at(b, pos, pos, func(s *ast.GoStmt) bool { return s.Pos() == pos }); ok {
		return s.Call
	}
	if s, ok := at(b, pos, pos, func(s *ast.DeferStmt) bool { return s.Pos() == pos }); ok {
		return s.Call
	}
	call, _ := at(b, pos, pos, func(c *ast.CallExpr) bool { return c.End() == end && (c.Pos() == pos || nameOf(c) == pos) })
	return call
}

func nameOf(c *ast.CallExpr) token.Pos {
	if sel, ok := ast.Unparen(c.Fun).(*ast.SelectorExpr); ok {
		return sel.Sel.Pos()
	}
	return token.NoPos
}

// A stop is a return that is put behind a verification.
type stop struct {
	b       *Builder
	e       *edit
	call    *ast.CallExpr
	results *types.Tuple // of the function around the call
	isError bool         // the outcome is an error
	name    string       // of the variable that holds the error
}

// prepare finds the function around the call, and what tells failure.
func (s *stop) prepare() bool {
	var sig *types.Signature
	switch fn := s.b.tree().body(s.call).(type) {
	case *ast.FuncDecl:
		sig, _ = s.b.info.Defs[fn.Name].Type().(*types.Signature)
	case *ast.FuncLit:
		sig, _ = s.b.info.TypeOf(fn).(*types.Signature)
	}
	if sig == nil {
		return false
	}
	s.results = sig.Results()
	last := s.b.info.TypeOf(s.call)
	if tuple, ok := last.(*types.Tuple); ok && tuple.Len() > 0 {
		last = tuple.At(tuple.Len() - 1).Type()
	}
	s.isError = last != nil && types.Identical(last, types.Universe.Lookup("error").Type())
	return s.isError || types.Identical(last, types.Typ[types.Bool])
}

func (s *stop) edit() bool {
	stmt := s.b.tree().up(s.call)
	switch stmt := stmt.(type) {
	case *ast.ExprStmt:
		return s.statement(stmt)
	case *ast.GoStmt: // nobody waits for the outcome
		return s.statement(stmt)
	case *ast.DeferStmt:
		return s.statement(stmt)
	case *ast.AssignStmt:
		return s.assigned(stmt)
	case *ast.UnaryExpr, *ast.BinaryExpr:
		return s.logged(stmt)
	}
	return false
}

// statement makes a condition of a call whose results are dropped.
func (s *stop) statement(stmt ast.Stmt) bool {
	ret, ok := s.text()
	if !ok || s.b.commentsIn(stmt) || !oneLine(s.b.text(s.call)) {
		return false
	}
	indent := s.b.indentOf(stmt)
	head := "if !" + s.e.keep(s.call) + " {"
	if s.isError {
		head = "if err := " + s.e.keep(s.call) + "; err != nil {"
	}
	s.e.replace(stmt.Pos(), stmt.End(), head+"\n"+indent+"\t"+ret+"\n"+indent+"}")
	return true
}

// assigned looks at the error that a call gives: nobody names it, or a condition follows that only logs it.
func (s *stop) assigned(stmt *ast.AssignStmt) bool {
	if len(stmt.Rhs) != 1 {
		return false
	}
	if outer, ok := s.b.tree().up(stmt).(*ast.IfStmt); ok && outer.Init == stmt {
		return s.inside(outer)
	}
	last, ok := stmt.Lhs[len(stmt.Lhs)-1].(*ast.Ident)
	if !ok {
		return false
	}
	if last.Name != "_" {
		next, ok := s.b.after(stmt).(*ast.IfStmt)
		return ok && next.Init == nil && s.b.testsNil(next.Cond, last.Name) && s.inside(next)
	}
	blank := !slices.ContainsFunc(stmt.Lhs, func(x ast.Expr) bool { id, ok := x.(*ast.Ident); return !ok || id.Name != "_" })
	if blank && len(stmt.Lhs) == 1 {
		return s.statement(stmt)
	}
	if !s.isError || !s.canName(stmt) {
		return false
	}
	ret, ok := s.text()
	if !ok {
		return false
	}
	indent := s.b.indentOf(stmt)
	s.e.replace(last.Pos(), last.End(), "err")
	s.e.insert(stmt.End(), "\n"+indent+"if err != nil {\n"+indent+"\t"+ret+"\n"+indent+"}")
	return true
}

// canName reports whether err can stand on the left of an assignment: it is declared there, or is an error already.
func (s *stop) canName(stmt *ast.AssignStmt) bool {
	obj := s.b.lookup(stmt.Pos(), "err")
	isVar := obj != nil && types.Identical(obj.Type(), types.Universe.Lookup("error").Type())
	if stmt.Tok == token.DEFINE {
		return obj == nil || isVar
	}
	return isVar
}

// logged adds the return to a condition on the call.
func (s *stop) logged(cond ast.Node) bool {
	outer, ok := s.b.tree().up(cond).(*ast.IfStmt)
	return ok && ast.Unparen(outer.Cond) == cond && s.inside(outer)
}

// inside adds the return to the end of a condition's body. Inside of the body an error has the name that the condition asks for.
func (s *stop) inside(outer *ast.IfStmt) bool {
	if outer.Else != nil {
		return false
	}
	if cmp, ok := ast.Unparen(outer.Cond).(*ast.BinaryExpr); ok {
		id, ok := ast.Unparen(cmp.X).(*ast.Ident)
		if !ok || cmp.Op != token.NEQ {
			return false
		}
		s.name = id.Name
	}
	ret, ok := s.text()
	if !ok {
		return false
	}
	indent := s.b.indentOf(outer)
	if len(outer.Body.List) == 0 {
		if s.b.fset.Position(outer.Body.Lbrace).Line == s.b.fset.Position(outer.Body.Rbrace).Line {
			s.e.insert(outer.Body.Rbrace, "\n"+indent+"\t"+ret+"\n"+indent)
		} else { // a comment may stand there
			s.e.insert(outer.Body.Rbrace, "\t"+ret+"\n"+indent)
		}
		return true
	}
	s.e.insert(outer.Body.List[len(outer.Body.List)-1].End(), "\n"+indent+"\t"+ret)
	return true
}

// text is the statement that leaves the function: its zero values, and an error in the style of the function.
func (s *stop) text() (string, bool) {
	n := s.results.Len()
	if n == 0 {
		return s.reply() + "return", true
	}
	var values []string
	for i := range n {
		t := s.results.At(i).Type()
		if i == n-1 && types.Identical(t, types.Universe.Lookup("error").Type()) {
			values = append(values, s.failure())
			continue
		}
		zero, ok := s.b.zero(s.e, s.call.Pos(), t)
		if !ok {
			return "", false
		}
		values = append(values, zero)
	}
	last := s.results.At(n - 1).Type()
	if b, ok := last.Underlying().(*types.Basic); !types.Identical(last, types.Universe.Lookup("error").Type()) && (!ok || b.Info()&types.IsBoolean == 0) && n > 1 {
		return "", false // nothing would tell the caller
	}
	return "return " + strings.Join(values, ", "), true
}

// reply refuses a request, if the function answers one.
func (s *stop) reply() string {
	if stmt, ok := s.b.tree().up(s.call).(*ast.ExprStmt); !ok || stmt == nil {
		return "" // what is logged may have been answered
	}
	if text := s.b.answer(s.e, s.call, "Forbidden", "invalid signature"); text != "" {
		return text + "\n" + s.b.indentOf(s.call) + "\t"
	}
	return ""
}

// failure is the error to return: the one that the call gave, one that the function returns elsewhere, or a new one.
func (s *stop) failure() string {
	if s.isError {
		return s.name
	}
	found := ""
	var body ast.Node = s.b.tree().body(s.call)
	ast.Inspect(body, func(n ast.Node) bool {
		ret, ok := n.(*ast.ReturnStmt)
		if !ok || len(ret.Results) == 0 {
			return true
		}
		if id, ok := ast.Unparen(ret.Results[len(ret.Results)-1]).(*ast.Ident); ok && id.Name != "nil" {
			if v, ok := s.b.info.Uses[id].(*types.Var); ok && v.Parent() == s.b.pkg.Scope() {
				found = id.Name
			}
		}
		return true
	})
	if found != "" {
		return found
	}
	return s.e.use(s.call.Pos(), "errors", "errors") + `.New("invalid signature")`
}

// zero writes the zero value of a type.
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

// indentOf is the white space before the line that a node starts on.
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

// after is the statement behind another in its block; nil if there is none.
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

// testsNil reports whether a condition compares a variable with nil, and is true if it is not.
func (b *Builder) testsNil(cond ast.Expr, name string) bool {
	cmp, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || cmp.Op != token.NEQ {
		return false
	}
	id, ok := ast.Unparen(cmp.X).(*ast.Ident)
	return ok && id.Name == name && b.info.Types[cmp.Y].IsNil()
}

// lookup finds what a name means at a place; nil if nothing.
func (b *Builder) lookup(pos token.Pos, name string) types.Object {
	scope := b.pkg.Scope().Innermost(pos)
	if scope == nil {
		return nil
	}
	_, obj := scope.LookupParent(name, pos)
	return obj
}
