package fix

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"go/version"
	"regexp"
	"strings"

	"golang.org/x/tools/go/analysis"
)

const randomText = "make it of crypto/rand"

// RandomText offers to replace text that is made of the clock or a counter at one of the places by random text from
// crypto/rand.
func (b *Builder) RandomText(places ...token.Pos) []analysis.SuggestedFix {
	for pos := range b.outsideTests(places) {
		if x, ok := at(b, pos, pos, func(c *ast.CallExpr) bool { return standsAt(c, pos) && b.isNumber(c) }); ok {
			if fixes := b.randomText(x); fixes != nil {
				return fixes
			}
		}
		if fixes := b.countedText(pos); fixes != nil {
			return fixes
		}
	}
	return nil
}

// isNumber reports whether a call returns an integer or a time.
func (b *Builder) isNumber(call *ast.CallExpr) bool {
	t := typeOf(b, call)
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsInteger != 0 || t.String() == "time.Time"
}

// countedText replaces the text made of a counter that is incremented at a position, and removes the counter. It
// returns nil if anything else uses the counter.
func (b *Builder) countedText(pos token.Pos) []analysis.SuggestedFix {
	inc, ok := at(b, pos, pos, func(s *ast.IncDecStmt) bool { return true })
	if !ok {
		return nil
	}
	v := b.variableOf(inc.X)
	if v == nil || v.Parent() != b.pkg.Scope() || len(b.tree().uses[v]) != 2 {
		return nil
	}
	def := b.definingIdent(v.(*types.Var))
	spec, ok := b.tree().up(def).(*ast.ValueSpec)
	if !ok || len(spec.Names) != 1 {
		return nil
	}
	decl, ok := b.tree().up(spec).(*ast.GenDecl)
	if !ok || len(decl.Specs) != 1 || decl.Doc != nil || b.commentsBetween(decl.Pos(), lineEnd(b.fset, decl.End())) {
		return nil
	}
	e := b.newEdit()
	for _, id := range b.tree().uses[v] {
		if b.tree().up(id) == ast.Node(inc) {
			continue
		}
		if b.tree().body(id) != b.tree().body(inc) || !e.textOf(id) {
			return nil
		}
	}
	e.replace(lineStart(b.fset, inc.Pos())-1, lineEnd(b.fset, inc.End()), "")
	end := b.nextDecl(decl)
	if !end.IsValid() {
		return nil
	}
	e.replace(decl.Pos(), end, "")
	return e.finish(randomText)
}

// nextDecl returns the start of the declaration after decl, including its doc comment. It is invalid if decl is the
// last one, or if there is a comment between the two.
func (b *Builder) nextDecl(decl ast.Decl) token.Pos {
	for _, d := range b.file(decl.Pos()).Decls {
		if d.Pos() > decl.End() {
			if start := beforeDecl(d); !b.commentsBetween(decl.End(), start) {
				return start
			}
			break
		}
	}
	return token.NoPos
}

// randomText replaces a call that returns text, or the text that is made of its result.
func (b *Builder) randomText(x ast.Expr) []analysis.SuggestedFix {
	e := b.newEdit()
	for { // methods of a time: time.Now().UnixNano()
		sel, ok := b.tree().up(x).(*ast.SelectorExpr)
		if !ok {
			break
		}
		call, ok := b.tree().up(sel).(*ast.CallExpr)
		if !ok || !b.isNumber(call) && !isPlainString(typeOf(b, call)) {
			return nil
		}
		x = call
	}
	if isPlainString(typeOf(b, x)) {
		e.replace(x.Pos(), x.End(), e.randomCall(x.Pos()))
		return e.finish(randomText)
	}
	if !e.textOf(x) {
		return nil
	}
	return e.finish(randomText)
}

// textOf replaces a number where it becomes text: all of strconv.Itoa(n), the operand of fmt.Sprint, or the operand and
// the verb of a format.
func (e *edit) textOf(x ast.Expr) bool {
	b := e.b
	call, ok := b.tree().up(x).(*ast.CallExpr)
	if ok && b.isConversion(call) && !isPlainString(typeOf(b, call)) {
		return e.textOf(call)
	}
	if !ok || b.commentsIn(call) {
		return false
	}
	random := e.randomCall(x.Pos())
	switch {
	case b.calls(call, "strconv", "Itoa", "FormatInt", "FormatUint"):
		e.replace(call.Pos(), call.End(), random)
	case b.calls(call, "fmt", "Sprint", "Sprintln"):
		e.replace(x.Pos(), x.End(), random)
	case b.calls(call, "fmt", "Sprintf"):
		i := argumentIndex(call, x)
		if i < 1 || !e.verbs(call.Args[0], i-1, len(call.Args)-1) {
			return false
		}
		e.replace(x.Pos(), x.End(), random)
	default:
		return false
	}
	return true
}

func argumentIndex(call *ast.CallExpr, x ast.Expr) int {
	for i, arg := range call.Args {
		if ast.Unparen(arg) == ast.Unparen(x) {
			return i
		}
	}
	return -1
}

var verbPattern = regexp.MustCompile(`%[-+# 0]*\d*(?:\.\d+)?[a-zA-Z%]`)

// verbs replaces the verb of one operand of a format with n operands by %s. It returns false if the format does not use
// its operands in order, each once.
func (e *edit) verbs(format ast.Expr, operand, n int) bool {
	lit, ok := ast.Unparen(format).(*ast.BasicLit)
	if !ok || strings.Contains(lit.Value, "[") || strings.Contains(lit.Value, "*") || e.b.info.Types[lit].Value.Kind() != constant.String {
		return false
	}
	at := 0
	var found []int
	for _, m := range verbPattern.FindAllStringIndex(lit.Value, -1) {
		if lit.Value[m[1]-1] == '%' {
			continue
		}
		if at == operand {
			found = m
		}
		at++
	}
	if found == nil || at != n {
		return false
	}
	e.replace(lit.Pos()+token.Pos(found[0]), lit.Pos()+token.Pos(found[1]), "%s")
	return true
}

// randomCall returns a call that returns random text: rand.Text of crypto/rand, which Go has since 1.24.
func (e *edit) randomCall(pos token.Pos) string {
	file := e.b.file(pos)
	if v := e.b.info.FileVersions[file]; v != "" && version.Compare(v, "go1.24") < 0 {
		e.failed = true
	}
	return e.use(pos, "crypto/rand", "cryptorand") + ".Text()"
}
