package fix

import (
	"bytes"
	"go/ast"
	"go/printer"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// VerifyFirst offers to move a verification before the decode that it comes after, where nothing that it needs is made between. The call
// that verifies begins at pos or has its name there, and ends at end; the one that decodes is at decode.
func (b *Builder) VerifyFirst(pos, end, decode token.Pos) []analysis.SuggestedFix {
	call := b.callAt(pos, end)
	if call == nil || b.file(pos) == nil || b.file(pos) != b.file(decode) {
		return nil
	}
	m := &move{b: b, e: b.newEdit(), call: call, uses: make(map[types.Object]bool)}
	if !m.find(decode) || !m.collect() || !m.edit() {
		return nil
	}
	return m.e.finish("verify before decoding")
}

// A move takes statements of a list to another place in front of them.
type move struct {
	b      *Builder
	e      *edit
	call   *ast.CallExpr
	list   []ast.Stmt
	decode int        // the statement that decodes
	check  int        // the statement that verifies
	first  []ast.Stmt // what moves, in order
	uses   map[types.Object]bool
}

// find looks for the list of statements in which one decodes and a later one verifies.
func (m *move) find(decode token.Pos) bool {
	child := ast.Node(m.call)
	for n := m.b.tree().parent(child); n != nil; child, n = n, m.b.tree().parent(n) {
		var list []ast.Stmt
		switch n := n.(type) {
		case *ast.FuncLit, *ast.FuncDecl:
			return false
		case *ast.BlockStmt:
			list = n.List
		case *ast.CaseClause:
			list = n.Body
		case *ast.CommClause:
			list = n.Body
		}
		check := slices.IndexFunc(list, func(s ast.Stmt) bool { return ast.Node(s) == child })
		at := slices.IndexFunc(list, func(s ast.Stmt) bool { return s.Pos() <= decode && decode < s.End() })
		if check >= 0 && at >= 0 && at < check {
			m.list, m.decode, m.check = list, at, check
			return true
		}
	}
	return false
}

// collect gathers the statement that verifies and what stands between it and the decode that it needs.
func (m *move) collect() bool {
	check := m.list[m.check]
	switch s := check.(type) {
	case *ast.IfStmt:
		if s.Else != nil || !m.b.leaves(s.Body) {
			return false
		}
		m.first = []ast.Stmt{s}
	case *ast.AssignStmt:
		next, ok := m.b.after(s).(*ast.IfStmt)
		if !ok || next.Else != nil || next.Init != nil || !m.b.leaves(next.Body) {
			return false
		}
		m.first = []ast.Stmt{s, next}
	case *ast.ReturnStmt:
		if ast.Unparen(s.Results[len(s.Results)-1]) != ast.Expr(m.call) {
			return false
		}
	default:
		return false
	}
	if m.first == nil {
		m.note(m.call)
	}
	for _, s := range m.first {
		m.note(s)
	}
	if s, ok := check.(*ast.AssignStmt); ok {
		for _, l := range s.Lhs {
			if id, ok := l.(*ast.Ident); ok {
				delete(m.uses, m.b.info.Uses[id])
			}
		}
	}
	for i := m.check - 1; i > m.decode; i-- {
		if !m.touches(m.list[i]) {
			continue
		}
		if !m.prepares(m.list[i]) {
			return false
		}
		m.first = append([]ast.Stmt{m.list[i]}, m.first...)
		m.note(m.list[i])
	}
	for v := range m.uses {
		if m.captured(v) {
			return false
		}
	}
	return !m.touches(m.list[m.decode])
}

// captured reports whether something before the decode has got hold of a variable, so that the decode may change it: a reader that writes
// what it reads to a hash.
func (m *move) captured(v types.Object) bool {
	for _, id := range m.b.tree().uses[v] {
		switch p := m.b.tree().up(id).(type) {
		case *ast.UnaryExpr:
			if p.Op == token.AND {
				return true
			}
		case *ast.CallExpr:
			writes := m.b.calls(p, "io", "WriteString", "Copy") || m.b.calls(p, "fmt", "Fprint", "Fprintf", "Fprintln")
			_, isInterface := v.Type().Underlying().(*types.Interface)
			if id.Pos() < m.list[m.decode].Pos() && isInterface && !isError(v.Type()) && (!writes || p.Args[0] != ast.Expr(id)) {
				return true
			}
		}
	}
	return false
}

// leaves reports whether a block ends by leaving.
func (b *Builder) leaves(block *ast.BlockStmt) bool {
	if len(block.List) == 0 {
		return false
	}
	switch s := block.List[len(block.List)-1].(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return s.Tok == token.CONTINUE || s.Tok == token.BREAK
	case *ast.ExprStmt:
		call, ok := s.X.(*ast.CallExpr)
		if !ok {
			return false
		}
		id, isName := ast.Unparen(call.Fun).(*ast.Ident)
		return isName && b.info.Uses[id] == types.Universe.Lookup("panic") || b.calls(call, "log", "Fatal", "Fatalf", "Fatalln") || b.calls(call, "os", "Exit")
	}
	return false
}

// note collects the local variables that a node uses, but for those that are only returned and those that it declares.
func (m *move) note(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ReturnStmt:
			return false
		case *ast.Ident:
			if v, ok := m.b.info.Uses[n].(*types.Var); ok && !v.IsField() && v.Parent() != m.b.pkg.Scope() {
				m.uses[v] = true
			}
		}
		return true
	})
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && m.b.info.Defs[id] != nil {
			delete(m.uses, m.b.info.Defs[id])
		}
		return true
	})
}

// prepares reports whether a statement does no more than make something for the verification: it declares a variable or calls a method of
// one that was declared since the decode.
func (m *move) prepares(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.AssignStmt:
		return s.Tok == token.DEFINE && len(s.Rhs) == 1 && !m.consumes(s)
	case *ast.ExprStmt:
		call, ok := s.X.(*ast.CallExpr)
		if !ok || m.consumes(s) {
			return false
		}
		target := ast.Node(call)
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && m.b.info.Selections[sel] != nil {
			target = sel.X
		} else if len(call.Args) > 0 {
			target = call.Args[0]
		}
		id, ok := target.(*ast.Ident)
		return ok && m.b.info.Uses[id] != nil && m.b.info.Uses[id].Pos() > m.list[m.decode].End()
	}
	return false
}

// consumes reports whether a node reads the body of a request, which can be read once.
func (m *move) consumes(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			name := sel.Sel.Name
			found = found || name == "Body" || strings.HasPrefix(name, "Parse") && strings.HasSuffix(name, "Form") || strings.Contains(name, "FormValue") || name == "PostForm" || name == "Form"
		}
		return !found
	})
	return found
}

// touches reports whether a statement may change a variable that the verification uses, or declares it.
func (m *move) touches(s ast.Stmt) bool {
	found := false
	ast.Inspect(s, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || found {
			return !found
		}
		if def := m.b.info.Defs[id]; def != nil && m.uses[def] {
			found = true
		}
		if v, ok := m.b.info.Uses[id].(*types.Var); ok && m.uses[v] && m.changes(id, v) {
			found = true
		}
		return !found
	})
	return found
}

// changes reports whether a variable may be another where it is used: it is assigned to, its address is taken, or it points to something
// that a call gets hold of. The receiver and a request are held to stay as they are.
func (m *move) changes(id *ast.Ident, v *types.Var) bool {
	var x ast.Node = id
	for {
		p := m.b.tree().up(x)
		switch p := p.(type) {
		case *ast.AssignStmt:
			return slices.ContainsFunc(p.Lhs, func(l ast.Expr) bool { return l.Pos() <= id.Pos() && id.End() <= l.End() })
		case *ast.IncDecStmt:
			return true
		case *ast.UnaryExpr:
			return p.Op == token.AND
		case *ast.SelectorExpr, *ast.IndexExpr, *ast.SliceExpr:
			x = p
			continue
		}
		break
	}
	switch v.Type().Underlying().(type) {
	case *types.Pointer, *types.Interface, *types.Map, *types.Chan:
		return v != methodsReceiver(m.b, m.b.tree().function(id)) && v.Type().String() != "*net/http.Request" && !isError(v.Type())
	}
	return false
}

func isError(t types.Type) bool { return types.Identical(t, types.Universe.Lookup("error").Type()) }

func (m *move) edit() bool {
	b, e := m.b, m.e
	decode := m.list[m.decode]
	indent := b.indentOf(decode)
	var out strings.Builder
	for _, s := range m.first {
		if m.consumes(s) {
			return false
		}
		text, ok := m.lift(s)
		if !ok {
			return false
		}
		for line := range strings.Lines(text) {
			out.WriteString(line)
			out.WriteString(indent)
		}
	}
	if ret, ok := m.list[m.check].(*ast.ReturnStmt); ok {
		text, ok := m.leave(ret, indent)
		if !ok || m.consumes(m.call) {
			return false
		}
		out.WriteString(text + indent)
	}
	at := decode.Pos()
	if lead := leadOf(b, decode); lead != nil {
		at = lead.Pos()
	}
	e.insert(at, out.String())
	return true
}

// leave writes the condition that a final return becomes, and lets that return succeed.
func (m *move) leave(ret *ast.ReturnStmt, indent string) (string, bool) {
	last := ret.Results[len(ret.Results)-1]
	t := m.b.info.TypeOf(last)
	head, result, success := "if err := "+m.e.keep(m.call)+"; err != nil {", "err", "nil"
	switch {
	case isError(t):
	case types.Identical(t, types.Typ[types.Bool]):
		head, result, success = "if !"+m.e.keep(m.call)+" {", "false", "true"
	default:
		return "", false
	}
	var values []string
	for _, x := range ret.Results[:len(ret.Results)-1] {
		text, ok := m.value(x)
		if !ok {
			return "", false
		}
		values = append(values, text)
	}
	if m.b.commentsIn(ret) || !oneLine(m.b.text(m.call)) {
		return "", false
	}
	m.e.replace(last.Pos(), last.End(), success)
	return head + "\n" + indent + "\treturn " + strings.Join(append(values, result), ", ") + "\n" + indent + "}\n", true
}

// value is what is returned in place of an expression before the decode: the variable if it is there already, or its zero value.
func (m *move) value(x ast.Expr) (string, bool) {
	if id, ok := ast.Unparen(x).(*ast.Ident); ok {
		if obj := m.b.info.Uses[id]; obj != nil && (obj.Pos() < m.list[m.decode].Pos() || obj.Parent() == types.Universe) {
			return id.Name, true
		}
	}
	return m.b.zero(m.e, m.list[m.decode].Pos(), m.b.info.TypeOf(x))
}

// lift takes a statement away, with the comment before it and the one on its last line, and returns its text for another place.
func (m *move) lift(s ast.Stmt) (string, bool) {
	b := m.b
	file := b.file(s.Pos())
	if m.returnsLater(s) {
		return "", false
	}
	var out bytes.Buffer
	from := s.Pos()
	if lead := leadOf(b, s); lead != nil {
		from = lead.Pos()
		for _, c := range lead.List {
			out.WriteString(c.Text + "\n")
		}
	}
	cfg := printer.Config{Mode: printer.UseSpaces | printer.TabIndent, Tabwidth: 8}
	if err := cfg.Fprint(&out, b.fset, &printer.CommentedNode{Node: s, Comments: file.Comments}); err != nil {
		return "", false
	}
	m.e.keep(s)
	end := lineEnd(b.fset, s.End())
	for _, c := range file.Comments {
		if s.End() <= c.Pos() && c.Pos() < end {
			out.WriteString(" " + c.List[0].Text)
		}
	}
	start := lineStart(b.fset, from) - 1
	m.e.replace(start, end, "")
	return out.String() + "\n", !strings.Contains(out.String(), "`")
}

// returnsLater reports whether a statement returns something that is declared at the decode or after it.
func (m *move) returnsLater(s ast.Stmt) bool {
	found := false
	ast.Inspect(s, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			obj := m.b.info.Uses[id]
			found = found || obj != nil && obj.Parent() != nil && m.list[m.decode].Pos() <= obj.Pos() && obj.Pos() < m.first[0].Pos()
		}
		return !found
	})
	return found
}

// leadOf returns the comment on the lines just before a statement.
func leadOf(b *Builder, s ast.Stmt) *ast.CommentGroup {
	file := b.file(s.Pos())
	line := b.fset.Position(s.Pos()).Line
	for _, c := range file.Comments {
		if c.End() < s.Pos() && b.fset.Position(c.End()).Line == line-1 && b.fset.Position(c.Pos()).Column == b.fset.Position(s.Pos()).Column {
			return c
		}
	}
	return nil
}
