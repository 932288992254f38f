package fix

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// VerifyParse offers to parse a token with a key function where a call at one of the places parses it without: by a
// method that does not verify, or with nil for the key function. If the package signs its tokens with one algorithm,
// the fix pins it.
func (b *Builder) VerifyParse(places ...token.Pos) []analysis.SuggestedFix {
	for pos := range b.outsideTests(places) {
		for _, call := range b.callsAt(pos) {
			for _, form := range []func(*ast.CallExpr) []analysis.SuggestedFix{b.instead, b.withKey} {
				if fixes := form(call); fixes != nil {
					return fixes
				}
			}
		}
	}
	return nil
}

// callsAt returns the calls that begin at a position, or whose parenthesis or name is there, the outermost first.
func (b *Builder) callsAt(pos token.Pos) (all []*ast.CallExpr) {
	_, _ = at(b, pos, pos, func(c *ast.CallExpr) bool {
		if (standsAt(c, pos) || nameOf(c) == pos) && !c.Ellipsis.IsValid() {
			all = append(all, c)
		}
		return true
	})
	return all
}

// instead replaces a method that does not verify by the method of the same type that does.
func (b *Builder) instead(call *ast.CallExpr) []analysis.SuggestedFix {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || b.info.Selections[sel] == nil {
		return nil
	}
	fn := b.verifyingMethod(call, b.info.TypeOf(sel.X))
	if fn == nil || fn.Signature().Variadic() || fn.Signature().Results().Len() != 2 {
		return nil
	}
	e := b.newEdit()
	key := b.keyFunction(e, call, fn.Signature().Params().At(len(call.Args)).Type())
	if key == "" {
		return nil
	}
	s := &stop{b: b, e: e, of: BadToken, call: call, name: "err"}
	if !s.prepare() {
		return nil
	}
	s.others = 1 // the parts of the token are no result of the other method
	switch stmt := b.tree().up(call).(type) {
	case *ast.ExprStmt:
		if !s.statement(stmt) {
			return nil
		}
	case *ast.AssignStmt:
		if !e.withoutMiddle(stmt) || isBlank(stmt.Lhs[2]) && !s.assigned(stmt) {
			return nil
		}
	default:
		return nil
	}
	e.replace(sel.Sel.Pos(), sel.Sel.End(), fn.Name())
	e.insert(call.Args[len(call.Args)-1].End(), ", "+key)
	if parser, ok := ast.Unparen(sel.X).(*ast.CallExpr); ok {
		e.pin(parser)
	}
	return e.finish("verify the token with " + key)
}

// verifyingMethod returns the method of a type that verifies the token that a call parses, or nil.
func (b *Builder) verifyingMethod(call *ast.CallExpr, t types.Type) *types.Func {
	set := types.NewMethodSet(types.NewPointer(valueType(t)))
	for i := range set.Len() {
		if m, ok := set.At(i).Obj().(*types.Func); ok && m.Exported() && b.addsKey(call, m) {
			return m
		}
	}
	return nil
}

// addsKey reports whether a function verifies the token that a call parses: it takes the same parameters, a key
// function, and perhaps options.
func (b *Builder) addsKey(call *ast.CallExpr, fn *types.Func) bool {
	called := b.callee(call)
	if called == nil || !b.verifies(fn) {
		return false
	}
	params, more, n := called.Signature().Params(), fn.Signature().Params(), len(call.Args)
	if n == 0 || params.Len() != n || more.Len() != n+1 && !(fn.Signature().Variadic() && more.Len() == n+2) || !b.takesToken(more.At(n).Type()) {
		return false
	}
	for i := range n {
		if !types.Identical(params.At(i).Type(), more.At(i).Type()) {
			return false
		}
	}
	return true
}

// verifies reports whether a model says that a function verifies an argument.
func (b *Builder) verifies(fn *types.Func) bool {
	roles := b.models.Func(fn)
	return roles != nil && len(roles.Validators) > 0
}

func isBlank(x ast.Expr) bool {
	id, ok := x.(*ast.Ident)
	return ok && id.Name == "_"
}

// withoutMiddle removes the second of three variables of an assignment, if that is blank.
func (e *edit) withoutMiddle(stmt *ast.AssignStmt) bool {
	if len(stmt.Lhs) != 3 || !isBlank(stmt.Lhs[1]) || e.b.commentsBetween(stmt.Lhs[0].End(), stmt.Lhs[2].Pos()) {
		return false
	}
	e.replace(stmt.Lhs[0].End(), stmt.Lhs[1].End(), "")
	return true
}

// withKey passes a key function in place of nil.
func (b *Builder) withKey(call *ast.CallExpr) []analysis.SuggestedFix {
	fn := b.callee(call)
	if fn == nil {
		return nil
	}
	params := fn.Signature().Params()
	i := slices.IndexFunc(call.Args, func(x ast.Expr) bool { return b.info.Types[x].IsNil() })
	if i < 0 || i >= params.Len() || !b.takesToken(params.At(i).Type()) {
		return nil
	}
	e := b.newEdit()
	key := b.keyFunction(e, call, params.At(i).Type())
	if key == "" {
		return nil
	}
	s := &stop{b: b, e: e, of: BadToken, call: call, name: "err"}
	if !s.prepare() || !s.ensure() {
		return nil
	}
	e.replace(call.Args[i].Pos(), call.Args[i].End(), key)
	if fn.Signature().Variadic() && len(call.Args) == params.Len()-1 {
		e.pin(call)
	}
	return e.finish("verify the token with " + key)
}

// takesToken reports whether a type is that of key functions, which take a token and return its key.
func (b *Builder) takesToken(t types.Type) bool {
	sig, ok := t.Underlying().(*types.Signature)
	return ok && sig.Params().Len() == 1 && sig.Results().Len() == 2 && b.models.IsToken(sig.Params().At(0).Type())
}

// ensure adds a check of the error of a call, unless one follows the call.
func (s *stop) ensure() bool {
	stmt, ok := s.b.tree().up(s.call).(*ast.AssignStmt)
	if !ok || len(stmt.Rhs) != 1 {
		return s.edit()
	}
	last, ok := stmt.Lhs[len(stmt.Lhs)-1].(*ast.Ident)
	if !ok {
		return false
	}
	if isBlank(last) {
		return s.edit()
	}
	if _, isInit := s.b.tree().up(stmt).(*ast.IfStmt); isInit {
		return true
	}
	if next, ok := s.b.after(stmt).(*ast.IfStmt); ok && s.b.testsNil(next.Cond, last.Name) {
		return true
	}
	s.name = last.Name
	ret, ok := s.text(true)
	indent := s.b.indentOf(stmt)
	s.e.insert(s.b.endOfLine(stmt), "\n"+indent+ifError(last.Name, ret, indent))
	return ok
}

// pin adds the option that lists the accepted algorithms to a call without options, if the package signs with one
// algorithm.
func (e *edit) pin(call *ast.CallExpr) {
	fn := e.b.callee(call)
	if fn == nil || fn.Pkg() == nil || !fn.Signature().Variadic() || len(call.Args) != fn.Signature().Params().Len()-1 {
		return
	}
	option, method := e.b.pinOption(fn.Pkg()), e.b.signingMethod(fn.Pkg())
	if option == "" || method == "" {
		return
	}
	pkg := e.use(call.Pos(), fn.Pkg().Path(), fn.Pkg().Name())
	text := fmt.Sprintf("%[1]s.%[2]s([]string{%[1]s.%[3]s.Alg()})", pkg, option, method)
	if len(call.Args) > 0 {
		text = ", " + text
	}
	e.insert(call.Rparen, text)
}

// pinOption returns the name of a library's function that makes the option which lists the accepted algorithms, or "".
func (b *Builder) pinOption(lib *types.Package) string {
	for _, name := range lib.Scope().Names() {
		fn, ok := lib.Scope().Lookup(name).(*types.Func)
		if ok && fn.Exported() && b.models.PinsAlgorithm(name) && fn.Signature().Params().Len() == 1 && fn.Signature().Params().At(0).Type().String() == "[]string" {
			return name
		}
	}
	return ""
}

// signingMethod returns the name of the library's variable for the method by which the package signs its tokens, or ""
// if there is none, or more than one.
func (b *Builder) signingMethod(lib *types.Package) string {
	found := map[string]bool{}
	name := ""
	for _, f := range b.files {
		if b.inTest(f.Package) {
			continue
		}
		for n := range ast.Preorder(f) {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 || b.callee(call) == nil || b.callee(call).Pkg() != lib || !b.models.IsToken(typeOf(b, call)) {
				continue
			}
			sel, ok := ast.Unparen(call.Args[0]).(*ast.SelectorExpr)
			if !ok || b.info.Uses[sel.Sel] == nil || b.info.Uses[sel.Sel].Pkg() != lib {
				continue
			}
			if alg, _, _ := types.LookupFieldOrMethod(typeOf(b, sel), true, b.pkg, "Alg"); alg != nil {
				name = sel.Sel.Name
				found[name] = true
			}
		}
	}
	if len(found) != 1 {
		return ""
	}
	return name
}
