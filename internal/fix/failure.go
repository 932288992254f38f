package fix

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// A Failure describes how a call can fail, and how a fix reports that.
type Failure struct {
	Of     string // what fails: "verification"
	Status string // of the HTTP response, as net/http names it: "Forbidden"
	Reply  string // the text of the response, and of an error
}

// The failures of a signature, of a token and of a decode.
var (
	Forged    = Failure{"verification", "Forbidden", "invalid signature"}
	BadToken  = Failure{"verification", "Unauthorized", "invalid token"}
	Undecoded = Failure{"decode", "BadRequest", "invalid request"}
)

// StopOnFailure offers to return if a call fails whose outcome is ignored or only logged. The call begins at pos or has
// its name there, and ends at end.
func (b *Builder) StopOnFailure(f Failure, pos, end token.Pos) []analysis.SuggestedFix {
	call := b.callAt(pos, end)
	if call == nil || b.file(pos) == nil {
		return nil
	}
	e := b.newEdit()
	s := &stop{b: b, e: e, of: f, call: call, name: "err"}
	if !s.prepare() || !s.edit() {
		return nil
	}
	return e.finish("return when the " + f.Of + " fails")
}

// callAt returns the call that ends at end and either begins at pos, has its name there, or belongs to a go or defer
// statement there. It returns nil if no call does.
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

// A stop adds a return after a call that may fail.
type stop struct {
	b       *Builder
	e       *edit
	of      Failure
	call    *ast.CallExpr
	results *types.Tuple // of the function around the call
	isError bool         // the outcome is an error
	name    string       // of the variable that holds the error
	others  int          // results before the outcome
}

// prepare finds the function around the call, and the result that reports failure. It returns false if there is none.
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
		s.others = tuple.Len() - 1
		last = tuple.At(tuple.Len() - 1).Type()
	}
	s.isError = last != nil && isError(last)
	return s.isError || types.Identical(last, types.Typ[types.Bool])
}

// edit adds the return where the call is a statement, is assigned, or is in a condition.
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

// statement turns a statement that drops the results of the call into a condition.
func (s *stop) statement(stmt ast.Stmt) bool {
	ret, ok := s.text(true)
	if !ok || s.b.commentsBetween(stmt.Pos(), s.call.Pos()) {
		return false
	}
	indent := s.b.indentOf(stmt)
	if !s.isError && s.others > 0 {
		return false
	}
	head, test := "if !", " {"
	if s.isError {
		head, test = "if "+strings.Repeat("_, ", s.others)+"err := ", "; err != nil {"
	}
	body := "\n" + indent + "\t" + ret + "\n" + indent + "}"
	if op := s.assign(); s.isError && op != "" && !oneLine(s.b.text(s.call)) { // a condition of several lines is hard to read
		head, test = strings.Repeat("_, ", s.others)+"err "+op+" ", ""
		body = "\n" + indent + ifError("err", ret, indent)
	}
	s.e.replace(stmt.Pos(), s.call.Pos(), head)
	if end := s.b.endOfLine(stmt); end > stmt.End() {
		s.e.insert(stmt.End(), test)
		s.e.insert(end, body)
	} else {
		s.e.insert(stmt.End(), test+body)
	}
	return true
}

// assign returns the operator that sets err at the call: := if nothing is called err, = if an error is, and "" if
// something else is.
func (s *stop) assign() string {
	obj := s.b.lookup(s.call.Pos(), "err")
	switch v, ok := obj.(*types.Var); {
	case obj == nil:
		return ":="
	case ok && isError(v.Type()):
		return "="
	}
	return ""
}

// assigned adds the return after an assignment of the call: its error is blank, or a condition follows that only logs
// it.
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
	if !isBlank(last) {
		return s.named(stmt, last)
	}
	if !slices.ContainsFunc(stmt.Lhs, func(x ast.Expr) bool { return !isBlank(x) }) && len(stmt.Lhs) == s.others+1 {
		return s.statement(stmt)
	}
	if op := s.assign(); !s.isError || op == "" || op == ":=" && stmt.Tok != token.DEFINE {
		return false
	}
	ret, ok := s.text(true)
	if !ok {
		return false
	}
	indent := s.b.indentOf(stmt)
	s.e.replace(last.Pos(), last.End(), "err")
	s.e.insert(s.b.endOfLine(stmt), "\n"+indent+ifError("err", ret, indent))
	return true
}

// named adds the return for an error that is assigned to a variable: a condition follows that only logs it, or it is
// assigned to _.
func (s *stop) named(stmt *ast.AssignStmt, last *ast.Ident) bool {
	s.name = last.Name
	switch next := s.b.after(stmt).(type) {
	case *ast.IfStmt:
		return next.Init == nil && s.b.testsNil(next.Cond, last.Name) && s.inside(next)
	case *ast.AssignStmt:
		if len(next.Lhs) != 1 || s.b.text(next) != "_ = "+last.Name {
			return false
		}
		ret, ok := s.text(true)
		s.e.replace(next.Pos(), next.End(), ifError(last.Name, ret, s.b.indentOf(stmt)))
		return ok
	}
	return false
}

// logged adds the return to the if statement whose condition is the call or compares it.
func (s *stop) logged(cond ast.Node) bool {
	outer, ok := s.b.tree().up(cond).(*ast.IfStmt)
	return ok && ast.Unparen(outer.Cond) == cond && s.inside(outer)
}

// inside adds the return at the end of an if statement's body. If the condition compares a variable, that is the error.
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
	ret, ok := s.text(!s.answers(outer.Body))
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

// text returns the statement that leaves the function: zero values, and an error in the style of the function. With
// answer, a handler responds to the request first. It returns false if no result would report the failure.
func (s *stop) text(answer bool) (string, bool) {
	n := s.results.Len()
	if n == 0 {
		if text := s.b.answer(s.e, s.call, s.of.Status, s.of.Reply); answer && text != "" {
			return text + "\n" + s.b.indentOf(s.call) + "\treturn", true
		}
		return "return", true
	}
	var values []string
	for i := range n {
		t := s.results.At(i).Type()
		if i == n-1 && isError(t) {
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
	if b, ok := last.Underlying().(*types.Basic); !isError(last) && (!ok || b.Info()&types.IsBoolean == 0) && n > 1 {
		return "", false // nothing would tell the caller
	}
	return "return " + strings.Join(values, ", "), true
}

// answers reports whether a block responds to the request.
func (s *stop) answers(block *ast.BlockStmt) bool {
	found := false
	ast.Inspect(block, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || found {
			return !found
		}
		if v, ok := s.b.info.Uses[id].(*types.Var); ok {
			abort, _, _ := types.LookupFieldOrMethod(v.Type(), true, s.b.pkg, "AbortWithStatus")
			found = abort != nil || v.Type().String() == "net/http.ResponseWriter"
		}
		return !found
	})
	return found
}

// failure returns the error to return: the error of the call, wrapped if the function wraps others, or a package-level
// error that the function returns elsewhere, or a new one.
func (s *stop) failure() string {
	found, wraps := "", false
	ast.Inspect(s.b.tree().body(s.call), func(n ast.Node) bool {
		ret, ok := n.(*ast.ReturnStmt)
		if !ok || len(ret.Results) == 0 {
			return true
		}
		switch last := ast.Unparen(ret.Results[len(ret.Results)-1]).(type) {
		case *ast.Ident:
			if v, ok := s.b.info.Uses[last].(*types.Var); ok && v.Parent() == s.b.pkg.Scope() {
				found = last.Name
			}
		case *ast.CallExpr:
			wraps = wraps || s.b.calls(last, "fmt", "Errorf") && strings.HasSuffix(s.b.constantText(last.Args[0]), ": %w")
		}
		return true
	})
	switch {
	case s.isError && wraps && s.of.Reply != "":
		return fmt.Sprintf("%s.Errorf(%q, %s)", s.e.use(s.call.Pos(), "fmt", "fmt"), s.of.Reply+": %w", s.name)
	case s.isError:
		return s.name
	case found != "":
		return found
	}
	return s.e.use(s.call.Pos(), "errors", "errors") + `.New("` + s.of.Reply + `")`
}
