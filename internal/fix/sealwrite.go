package fix

import (
	"go/ast"
	"go/token"
)

// write encrypts in a statement of its own before the one that stores, which fails as the function does. A statement
// that drops the outcome is run only if there is something to store.
func (s *textSealing) write(a *access) bool {
	stmt := s.b.outcomeStatement(a.whole)
	if stmt == nil || !oneLine(s.b.text(a.value)) || !s.b.allVisible(a.value, stmt.Pos()) {
		return false
	}
	sealed := s.b.localName(stmt, "sealed")
	seal := sealed + ", err := " + s.signer(a, !s.text) + "." + s.sealing(a.value)
	indent := s.b.indentOf(stmt)
	if _, ok := stmt.(*ast.ExprStmt); ok {
		s.e.insert(stmt.Pos(), "if "+seal+"; err == nil {\n"+indent+"\t")
		s.e.insert(s.b.endOfLine(stmt), "\n"+indent+"}")
		s.store(a, sealed)
		return true
	}
	leave := &stop{b: s.b, e: s.e, call: a.whole, name: "err"}
	if !leave.prepare() || !leave.isError || leave.results.Len() == 0 {
		return false
	}
	ret, ok := s.b.failureOf(s.e, stmt)
	if !ok {
		ret, ok = leave.text(false)
	}
	if !ok || !s.declares(stmt) {
		return false
	}
	s.e.insert(stmt.Pos(), seal+"\n"+indent+ifError("err", ret, indent)+"\n"+indent)
	s.store(a, sealed)
	return true
}

// failureOf is the statement that leaves a function where the outcome of a statement is an error called err, as it is
// written there.
func (b *Builder) failureOf(e *edit, stmt ast.Stmt) (string, bool) {
	test, ok := stmt.(*ast.IfStmt)
	if !ok {
		test, ok = b.after(stmt).(*ast.IfStmt)
		ok = ok && test.Init == nil
	}
	if !ok || !b.testsNil(test.Cond, "err") || len(test.Body.List) != 1 || b.commentsIn(test.Body) {
		return "", false
	}
	ret, ok := test.Body.List[0].(*ast.ReturnStmt)
	if !ok || len(ret.Results) == 0 {
		return "", false
	}
	text := e.keep(ret)
	return text, oneLine(text)
}

// store puts a variable in place of the value, in the type that the value had.
func (s *textSealing) store(a *access, sealed string) {
	if s.text && isBytes(typeOf(s.b, a.value)) {
		sealed = "[]byte(" + sealed + ")"
	}
	s.e.replace(a.value.Pos(), a.value.End(), sealed)
}

// sealing is the call that encrypts a value.
func (s *textSealing) sealing(value ast.Expr) string {
	call, ok := ast.Unparen(value).(*ast.CallExpr)
	if ok && s.b.isConversion(call) && isBytes(typeOf(s.b, call.Args[0])) {
		value = call.Args[0] // string(b)
	}
	text := s.e.keep(value)
	if isString(typeOf(s.b, value)) {
		text = "[]byte(" + text + ")"
	}
	if s.text {
		return "SignText(" + text + ")"
	}
	return "AppendSign(nil, " + text + ")"
}

// declares makes room for an err that is declared before a statement: where that declares nothing but err, it
// assigns. It is false where err is something else.
func (s *textSealing) declares(stmt ast.Stmt) bool {
	if obj := s.b.lookup(stmt.Pos(), "err"); obj != nil && !isError(obj.Type()) {
		return false
	}
	block := s.b.statements(stmt)
	for _, other := range block {
		assign, ok := other.(*ast.AssignStmt)
		if !ok || assign.Tok != token.DEFINE || other.Pos() < stmt.Pos() || !onlyDeclares(assign, "err") {
			continue
		}
		s.e.replace(assign.TokPos, assign.TokPos+2, "=")
		break // a second one would not compile as it is
	}
	return true
}

func onlyDeclares(assign *ast.AssignStmt, name string) bool {
	for _, l := range assign.Lhs {
		if id, ok := l.(*ast.Ident); !ok || id.Name != name && id.Name != "_" {
			return false
		}
	}
	return true
}

// outcomeStatement returns the statement of a block whose outcome an expression is: it assigns, returns or drops it,
// or is a condition on it.
func (b *Builder) outcomeStatement(x ast.Expr) ast.Stmt {
	stmt, ok := b.tree().up(x).(ast.Stmt)
	if !ok {
		return nil
	}
	switch s := stmt.(type) {
	case *ast.AssignStmt:
		if outer, ok := b.tree().up(s).(*ast.IfStmt); ok && outer.Init == s {
			stmt = outer
		}
	case *ast.ReturnStmt:
		if len(s.Results) != 1 {
			return nil
		}
	case *ast.ExprStmt:
	default:
		return nil
	}
	if b.statements(stmt) == nil {
		return nil
	}
	return stmt
}

// statements are the statements of the block that one stands in; nil if it stands elsewhere.
func (b *Builder) statements(stmt ast.Stmt) []ast.Stmt {
	switch p := b.tree().parent(stmt).(type) {
	case *ast.BlockStmt:
		return p.List
	case *ast.CaseClause:
		return p.Body
	case *ast.CommClause:
		return p.Body
	}
	return nil
}

// localName is a name that means nothing at a statement.
func (b *Builder) localName(stmt ast.Stmt, name string) string {
	return numbered(name, func(try string) bool { return b.takenIn(b.file(stmt.Pos()), try) })
}
