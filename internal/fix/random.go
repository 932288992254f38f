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

const secureRandom = "use crypto/rand in place of math/rand"

// SecureRandom offers to draw from crypto/rand what a call at one of the places draws from math/rand: as many bytes, or a number below the
// same bound, so that an alphabet and a length stay what they are.
func (b *Builder) SecureRandom(places ...token.Pos) []analysis.SuggestedFix {
	for _, pos := range places {
		if b.file(pos) == nil || b.inTest(pos) {
			continue
		}
		call, ok := at(b, pos, pos, func(c *ast.CallExpr) bool { return (c.Pos() == pos || c.Lparen == pos) && b.drawsWeakly(c) })
		if !ok {
			continue
		}
		if fixes := b.secureRandom(call); fixes != nil {
			return fixes
		}
	}
	return nil
}

var weakPackages = []string{"math/rand", "math/rand/v2"}

func (b *Builder) drawsWeakly(call *ast.CallExpr) bool {
	fn := b.callee(call)
	return fn != nil && fn.Pkg() != nil && slices.Contains(weakPackages, fn.Pkg().Path()) && fn.Name() != "Seed" && !strings.HasPrefix(fn.Name(), "New")
}

func (b *Builder) secureRandom(call *ast.CallExpr) []analysis.SuggestedFix {
	e := b.newEdit()
	arg := ""
	if len(call.Args) == 1 {
		arg = b.text(call.Args[0])
	}
	text := ""
	switch name := b.callee(call).Name(); name {
	case "Read":
		e.replace(call.Fun.Pos(), call.Fun.End(), e.use(call.Pos(), "crypto/rand", "cryptorand")+".Read")
	case "Intn", "IntN":
		text = fmt.Sprintf("%s(%s)", b.randomBelow(e), arg)
	case "Int31n", "Int63n", "Int32N", "Int64N":
		if _, ok := ast.Unparen(call.Args[0]).(*ast.BinaryExpr); ok {
			return nil // gofmt writes it in another way one call deeper
		}
		text = fmt.Sprintf("%s(%s(int(%s)))", b.info.TypeOf(call), b.randomBelow(e), arg)
	case "Int":
		text = fmt.Sprintf("%s(%s.MaxInt)", b.randomBelow(e), e.use(call.Pos(), "math", "math"))
	case "Int63", "Int64":
		text = fmt.Sprintf("int64(%s(%s.MaxInt))", b.randomBelow(e), e.use(call.Pos(), "math", "math"))
	default:
		return nil
	}
	if text != "" {
		e.replace(call.Pos(), call.End(), text)
	}
	if !b.dropGenerator(e, call) {
		return nil
	}
	return e.finish(secureRandom)
}

// dropGenerator takes away the variable that a generator was made for, if this call was all that used it. It fails where that cannot be
// done, since a variable that nothing uses does not compile.
func (b *Builder) dropGenerator(e *edit, call *ast.CallExpr) bool {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return true
	}
	id, ok := ast.Unparen(sel.X).(*ast.Ident)
	if !ok {
		return true
	}
	v, ok := b.info.Uses[id].(*types.Var)
	if !ok || v.Parent() == b.pkg.Scope() || len(b.tree().uses[v]) > 1 || b.isParameter(v) {
		return true
	}
	def := b.definingIdent(v)
	if def == nil {
		return false
	}
	stmt, ok := b.tree().up(def).(*ast.AssignStmt)
	if !ok || len(stmt.Lhs) != 1 || stmt.Tok != token.DEFINE {
		return false
	}
	if _, ok := b.tree().up(stmt).(*ast.BlockStmt); !ok {
		return false
	}
	e.replace(lineStart(b.fset, stmt.Pos())-1, lineEnd(b.fset, stmt.End()), "")
	return true
}

// randomBelow declares, once for the package, the function that draws a number.
func (b *Builder) randomBelow(e *edit) string {
	home := b.home()
	if home == nil {
		e.failed = true
		return ""
	}
	if fn, ok := b.pkg.Scope().Lookup("randomBelow").(*types.Func); ok && fn.Type().String() == "func(n int) int" {
		return "randomBelow"
	}
	name := b.freeName("randomBelow")
	e.insert(home.FileEnd, fmt.Sprintf(`
// %[1]s returns a number from 0 to n-1 that nobody can predict.
func %[1]s(n int) int {
	i, err := %[2]s.Int(%[2]s.Reader, %[3]s.NewInt(int64(n)))
	if err != nil {
		panic(err) // the system has no random numbers
	}
	return int(i.Int64())
}
`, name, e.use(home.Package, "crypto/rand", "cryptorand"), e.use(home.Package, "math/big", "big")))
	return name
}

// LongerKey offers to draw more random bytes where a call at one of the places fills a buffer that is made with a number of bytes.
func (b *Builder) LongerKey(places ...token.Pos) []analysis.SuggestedFix {
	for _, pos := range places {
		if b.file(pos) == nil || b.inTest(pos) {
			continue
		}
		call, ok := at(b, pos, pos, func(c *ast.CallExpr) bool { return (c.Pos() == pos || c.Lparen == pos) && len(c.Args) > 0 })
		if !ok {
			continue
		}
		id, ok := ast.Unparen(call.Args[len(call.Args)-1]).(*ast.Ident)
		if !ok {
			continue
		}
		v, ok := b.info.Uses[id].(*types.Var)
		if !ok {
			continue
		}
		size, ok := ast.Unparen(b.initial(v)).(*ast.CallExpr)
		if !ok || len(size.Args) != 2 || !isBytes(b.info.TypeOf(size)) {
			continue
		}
		if _, ok := size.Args[1].(*ast.BasicLit); ok {
			e := b.newEdit()
			e.replace(size.Args[1].Pos(), size.Args[1].End(), "32")
			return e.finish("draw 32 random bytes")
		}
	}
	return nil
}
