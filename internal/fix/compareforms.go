package fix

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// compareForm rewrites a comparison that is no expression of its own: the end of a text, a case of a switch, a loop over bytes.
func (b *Builder) compareForm(pos token.Pos) []analysis.SuggestedFix {
	for _, form := range []func(token.Pos) []analysis.SuggestedFix{b.affixMAC, b.switchMAC, b.loopMAC} {
		if fixes := form(pos); fixes != nil {
			return fixes
		}
	}
	return nil
}

// affixMAC rewrites strings.HasSuffix(s, mac), HasPrefix and their kin of package bytes.
func (b *Builder) affixMAC(pos token.Pos) []analysis.SuggestedFix {
	call, ok := at(b, pos, pos, func(c *ast.CallExpr) bool {
		return standsAt(c, pos) && (b.calls(c, "strings", "HasSuffix", "HasPrefix") || b.calls(c, "bytes", "HasSuffix", "HasPrefix"))
	})
	if !ok || len(call.Args) != 2 {
		return nil
	}
	e := b.newEdit()
	for _, arg := range call.Args {
		switch t := typeOf(b, arg); {
		case isBytes(t):
			e.wrap(arg, "string(", ")")
		case !isPlainString(t):
			return nil
		}
	}
	e.replace(call.Fun.Pos(), call.Fun.End(), b.affixFunc(e, b.callee(call).Name()))
	return e.finish(constantTime)
}

// affixFunc declares, once for the package, the function that compares the beginning or the end of a text.
func (b *Builder) affixFunc(e *edit, like string) string {
	name, verb, part := "hasSuffixMAC", "ends in", "s[len(s)-len(mac):]"
	if like == "HasPrefix" {
		name, verb, part = "hasPrefixMAC", "begins with", "s[:len(mac)]"
	}
	home := b.home()
	if home == nil {
		e.failed = true
		return ""
	}
	if fn, ok := b.pkg.Scope().Lookup(name).(*types.Func); ok && fn.Type().String() == "func(s string, mac string) bool" {
		return name
	}
	name = b.freeName(name)
	e.insert(home.FileEnd, fmt.Sprintf(`
// %[1]s reports whether s %[2]s a MAC. How long that takes does not depend on the MAC's bytes.
func %[1]s(s, mac string) bool {
	return len(s) >= len(mac) && %[3]s.Equal([]byte(%[4]s), []byte(mac))
}
`, name, verb, e.use(home.Package, "crypto/hmac", "hmac"), part))
	return name
}

// switchMAC rewrites a switch with a case that is a MAC: the cases become conditions.
func (b *Builder) switchMAC(pos token.Pos) []analysis.SuggestedFix {
	clause, ok := at(b, pos, pos, func(c *ast.CaseClause) bool {
		for _, x := range c.List {
			if x.Pos() <= pos && pos < x.End() {
				return true
			}
		}
		return false
	})
	if !ok {
		return nil
	}
	block, ok := b.tree().parent(clause).(*ast.BlockStmt)
	if !ok {
		return nil
	}
	sw, ok := b.tree().parent(block).(*ast.SwitchStmt)
	if !ok || sw.Tag == nil {
		return nil
	}
	from := sw.Switch + token.Pos(len("switch"))
	if sw.Init != nil {
		from = sw.Init.End()
	}
	e := b.newEdit()
	if !oneLine(e.keep(sw.Tag)) || b.commentsBetween(from, sw.Body.Lbrace) {
		return nil
	}
	tag := sw.Tag
	header := " "
	if sw.Init != nil {
		header = "; "
	}
	name := ""
	if cases := casesOf(sw); len(cases) > 1 && !b.evaluable(tag, tag.Pos(), 0) {
		if sw.Init != nil {
			return nil
		}
		name = b.freeLocal(sw, "given")
		header = fmt.Sprintf(" %s := %s; ", name, b.text(tag))
	}
	e.replace(from, sw.Body.Lbrace, header)
	for _, x := range casesOf(sw) {
		text, ok := b.caseMAC(e, tag, name, x)
		if !ok {
			return nil
		}
		e.replace(x.Pos(), x.End(), text)
	}
	return e.finish(constantTime)
}

// freeLocal returns a name that the function around a node does not mention.
func (b *Builder) freeLocal(n ast.Node, name string) string {
	taken := make(map[string]bool)
	ast.Inspect(b.tree().body(n), func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			taken[id.Name] = true
		}
		return true
	})
	return numbered(name, func(try string) bool { return taken[try] })
}

func casesOf(sw *ast.SwitchStmt) (all []ast.Expr) {
	for _, s := range sw.Body.List {
		all = append(all, s.(*ast.CaseClause).List...)
	}
	return all
}

// caseMAC is the condition that a case stands for. The tag may have been given a name.
func (b *Builder) caseMAC(e *edit, tag ast.Expr, name string, x ast.Expr) (string, bool) {
	if b.commentsIn(x) || !oneLine(b.text(x)) {
		return "", false
	}
	left := e.keep(tag)
	if name != "" {
		left = name
	}
	if b.isFixed(x) {
		return left + " == " + e.keep(x), true
	}
	o, ok := b.operand(e, tag, false)
	y, okY := b.asBytes(e, x)
	if !ok || !okY {
		return "", false
	}
	given := o.before + e.keep(o.inner) + o.after
	if name != "" {
		given = name
		if isString(typeOf(b, tag)) {
			given = "[]byte(" + name + ")"
		}
	}
	return fmt.Sprintf("%s.Equal(%s, %s)", e.use(x.Pos(), "crypto/hmac", "hmac"), given, y), true
}

// loopMAC rewrites a loop over the bytes of two slices that does nothing but stop at the first difference.
func (b *Builder) loopMAC(pos token.Pos) []analysis.SuggestedFix {
	cmp, ok := at(b, pos, pos, func(x *ast.BinaryExpr) bool { return standsAt(x, pos) && x.Op == token.NEQ })
	if !ok {
		return nil
	}
	cond, ok := b.tree().up(cmp).(*ast.IfStmt)
	if !ok || cond.Init != nil || cond.Else != nil {
		return nil
	}
	body, _ := b.tree().parent(cond).(*ast.BlockStmt)
	if body == nil || len(body.List) != 1 {
		return nil
	}
	l := b.byteLoop(b.tree().parent(body))
	if l == nil {
		return nil
	}
	x, y := b.indexed(l, cmp.X), b.indexed(l, cmp.Y)
	if x == nil || y == nil || !b.evaluable(x, x.Pos(), 0) || !b.evaluable(y, y.Pos(), 0) {
		return nil
	}
	e := b.newEdit()
	left, okX := b.asBytes(e, x)
	right, okY := b.asBytes(e, y)
	if !okX || !okY || !e.withoutLoop(l, cond, fmt.Sprintf("if !%s.Equal(%s, %s) ", e.use(pos, "crypto/hmac", "hmac"), left, right)) {
		return nil
	}
	if !b.sameLength(x, y, l.stmt) {
		return e.finish("compare in constant time, including the lengths: hmac.Equal")
	}
	return e.finish(constantTime)
}

// A byteLoop counts an index up over the bytes of something.
type byteLoop struct {
	stmt         ast.Stmt
	index, value types.Object
	over         ast.Expr // whose elements value is
}

func (b *Builder) byteLoop(n ast.Node) *byteLoop {
	switch n := n.(type) {
	case *ast.RangeStmt:
		l := &byteLoop{stmt: n, over: n.X}
		if id, ok := n.Key.(*ast.Ident); ok {
			l.index = b.info.Defs[id]
		}
		if id, ok := n.Value.(*ast.Ident); ok && !isString(typeOf(b, n.X)) { // of a text it is a rune
			l.value = b.info.Defs[id]
		}
		return l
	case *ast.ForStmt:
		init, ok := n.Init.(*ast.AssignStmt)
		post, okPost := n.Post.(*ast.IncDecStmt)
		cond, okCond := n.Cond.(*ast.BinaryExpr)
		if !ok || !okPost || !okCond || init.Tok != token.DEFINE || len(init.Lhs) != 1 || post.Tok != token.INC || cond.Op != token.LSS {
			return nil
		}
		id, ok := init.Lhs[0].(*ast.Ident)
		if ok && b.text(init.Rhs[0]) == "0" && b.text(post.X) == id.Name && b.text(cond.X) == id.Name {
			return &byteLoop{stmt: n, index: b.info.Defs[id]}
		}
	}
	return nil
}

// indexed is what a loop looks at the elements of, by its index or as the value of a range; nil if it is not bytes.
func (b *Builder) indexed(l *byteLoop, x ast.Expr) ast.Expr {
	of := l.over
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		if l.value == nil || b.info.Uses[x] != l.value {
			return nil
		}
	case *ast.IndexExpr:
		id, ok := ast.Unparen(x.Index).(*ast.Ident)
		if !ok || l.index == nil || b.info.Uses[id] != l.index {
			return nil
		}
		of = x.X
	default:
		return nil
	}
	switch t := typeOf(b, of).Underlying().(type) {
	case *types.Array:
		if isBytes(types.NewSlice(t.Elem())) {
			return of
		}
	default:
		if isBytes(t) || isString(t) {
			return of
		}
	}
	return nil
}

// withoutLoop puts the condition in a loop, with another head, in place of the loop. It fails where what is done under the condition
// depends on the loop.
func (e *edit) withoutLoop(l *byteLoop, cond *ast.IfStmt, head string) bool {
	b := e.b
	if b.commentsBetween(l.stmt.Pos(), cond.Body.Lbrace) || b.commentsBetween(cond.End(), l.stmt.End()) || !b.standsAlone(l, cond.Body) {
		return false
	}
	e.replace(l.stmt.Pos(), cond.Body.Lbrace, head)
	e.replace(cond.End(), l.stmt.End(), "")
	file := b.fset.File(cond.Pos())
	skip := 0 // the line of a break
	if br := finalBreak(cond.Body); br != nil {
		skip = file.Line(br.Pos())
		e.replace(lineStart(b.fset, br.Pos())-1, lineEnd(b.fset, br.End()), "")
	}
	for line := file.Line(cond.Body.Lbrace) + 1; line <= file.Line(cond.Body.Rbrace); line++ {
		if start := file.LineStart(line); line != skip && file.LineStart(line+1)-start > 1 {
			e.replace(start, start+1, "")
		}
	}
	return true
}

func finalBreak(body *ast.BlockStmt) *ast.BranchStmt {
	if n := len(body.List); n > 0 {
		if br, ok := body.List[n-1].(*ast.BranchStmt); ok && br.Tok == token.BREAK && br.Label == nil {
			return br
		}
	}
	return nil
}

// standsAlone reports whether the body of a condition can stand outside of a loop, one tab further to the left.
func (b *Builder) standsAlone(l *byteLoop, body *ast.BlockStmt) bool {
	last := finalBreak(body)
	fine := len(body.List) > 0 && ast.Stmt(last) != body.List[0]
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BranchStmt:
			fine = fine && n == last
		case *ast.BasicLit:
			fine = fine && !strings.Contains(n.Value, "\n")
		case *ast.Ident:
			obj := b.info.Uses[n]
			fine = fine && (obj == nil || obj != l.index && obj != l.value)
		}
		return fine && n != nil
	})
	for _, s := range append(body.List, &ast.EmptyStmt{Semicolon: body.Rbrace}) {
		fine = fine && b.fset.Position(s.Pos()).Column > 1 && b.fset.Position(s.Pos()).Line > b.fset.Position(body.Lbrace).Line
	}
	return fine
}

// sameLength reports whether two values are arrays, or their lengths are compared before a statement.
func (b *Builder) sameLength(x, y ast.Expr, before ast.Stmt) bool {
	_, okX := typeOf(b, x).Underlying().(*types.Array)
	_, okY := typeOf(b, y).Underlying().(*types.Array)
	if okX && okY {
		return true
	}
	found := false
	lengths := []string{"len(" + b.text(x) + ")", "len(" + b.text(y) + ")"}
	ast.Inspect(b.tree().body(before), func(n ast.Node) bool {
		if cmp, ok := n.(*ast.BinaryExpr); ok && cmp.End() <= before.Pos() {
			l, r := b.text(cmp.X), b.text(cmp.Y)
			found = found || l == lengths[0] && r == lengths[1] || l == lengths[1] && r == lengths[0]
		}
		return !found
	})
	return found
}
