package fix

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// maxInt is math.MaxInt without the import, which would collide with those of other fixes.
const maxInt = "int(^uint(0) >> 1)"

const secureRandom = "use crypto/rand in place of math/rand"

// SecureRandom offers to draw from crypto/rand what a call at one of the places draws from math/rand: as many bytes, or
// a number below the same bound, so that alphabets and lengths stay as they are. A key that is too short becomes
// longer.
func (b *Builder) SecureRandom(key bool, places ...token.Pos) []analysis.SuggestedFix {
	for pos := range b.outsideTests(places) {
		call, ok := at(b, pos, pos, func(c *ast.CallExpr) bool { return standsAt(c, pos) && b.drawsWeakly(c) })
		if !ok {
			continue
		}
		if fixes := b.secureRandom(call, key); fixes != nil {
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

// secureRandom rewrites all draws of the function that a call is in, since they make one text.
func (b *Builder) secureRandom(call *ast.CallExpr, key bool) []analysis.SuggestedFix {
	e := b.newEdit()
	fn := b.tree().body(call)
	draws := []*ast.CallExpr{call}
	if fn != nil {
		draws = b.drawsIn(fn)
	}
	for _, draw := range draws {
		if !e.drawSecurely(draw, key) || !b.dropGenerator(e, draw, len(draws)) {
			return nil
		}
	}
	if fn != nil {
		e.dropSeeds(fn)
	}
	return e.finish(secureRandom)
}

// drawsIn lists the calls in a function that draw from math/rand.
func (b *Builder) drawsIn(fn ast.Node) (all []*ast.CallExpr) {
	for n := range ast.Preorder(fn) {
		if c, ok := n.(*ast.CallExpr); ok && b.drawsWeakly(c) {
			all = append(all, c)
		}
	}
	return all
}

// drawSecurely replaces a draw by one from crypto/rand. It returns false if it does not know the function.
func (e *edit) drawSecurely(call *ast.CallExpr, key bool) bool {
	b := e.b
	arg := ""
	if len(call.Args) == 1 {
		arg = b.text(call.Args[0])
	}
	text := ""
	switch name := b.callee(call).Name(); name {
	case "Read":
		e.replace(call.Fun.Pos(), call.Fun.End(), e.use(call.Pos(), "crypto/rand", "cryptorand")+".Read")
		if size := b.sizeOf(call); key && size != nil && b.tooFew(size) {
			e.replace(size.Pos(), size.End(), "32")
		}
	case "Intn", "IntN":
		text = fmt.Sprintf("%s(%s)", b.randomBelow(e), arg)
	case "Int31n", "Int63n", "Int32N", "Int64N":
		if _, ok := ast.Unparen(call.Args[0]).(*ast.BinaryExpr); ok {
			return false // gofmt writes it in another way one call deeper
		}
		text = fmt.Sprintf("%s(%s(int(%s)))", b.info.TypeOf(call), b.randomBelow(e), arg)
	case "Int":
		text = fmt.Sprintf("%s(%s)", b.randomBelow(e), maxInt)
	case "Int63", "Int64":
		text = fmt.Sprintf("int64(%s(%s))", b.randomBelow(e), maxInt)
	case "Int31", "Int32":
		text = fmt.Sprintf("int32(%s(1<<31 - 1))", b.randomBelow(e))
	default:
		return false
	}
	if text != "" {
		e.replace(call.Pos(), call.End(), text)
	}
	return true
}

// dropSeeds removes the statements of a function that seed math/rand.
func (e *edit) dropSeeds(fn ast.Node) {
	b := e.b
	for n := range ast.Preorder(fn) {
		stmt, ok := n.(*ast.ExprStmt)
		if !ok || b.commentsBetween(stmt.Pos(), lineEnd(b.fset, stmt.End())) {
			continue
		}
		seed, ok := stmt.X.(*ast.CallExpr)
		if _, listed := b.tree().parent(stmt).(*ast.BlockStmt); ok && listed && b.calls(seed, "math/rand", "Seed") {
			e.replace(lineStart(b.fset, stmt.Pos())-1, lineEnd(b.fset, stmt.End()), "")
		}
	}
}

// dropGenerator removes the variable of a generator if only the draws of its function use it. It returns false if that
// cannot be done, since code with an unused variable does not compile.
func (b *Builder) dropGenerator(e *edit, call *ast.CallExpr, draws int) bool {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return true
	}
	id, ok := ast.Unparen(sel.X).(*ast.Ident)
	if !ok {
		return true
	}
	v, ok := b.info.Uses[id].(*types.Var)
	if !ok || v.Parent() == b.pkg.Scope() || len(b.tree().uses[v]) > draws || b.isParameter(v) {
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

// randomBelow declares, once for the package, the function that draws a number, and returns its name.
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

// LongerKey offers to draw 32 random bytes where a call at one of the places fills a buffer of a constant size.
func (b *Builder) LongerKey(places ...token.Pos) []analysis.SuggestedFix {
	for pos := range b.outsideTests(places) {
		call, ok := at(b, pos, pos, func(c *ast.CallExpr) bool { return standsAt(c, pos) && len(c.Args) > 0 })
		if !ok {
			continue
		}
		v := b.bufferOf(call)
		if v == nil {
			continue
		}
		if fixes := b.longerArray(v); fixes != nil {
			return fixes
		}
		if size := b.sizeOf(call); size != nil {
			e := b.newEdit()
			e.replace(size.Pos(), size.End(), "32")
			return e.finish("draw 32 random bytes")
		}
	}
	return nil
}

// bufferOf returns the variable that a call fills with random bytes, or nil.
func (b *Builder) bufferOf(call *ast.CallExpr) *types.Var {
	if len(call.Args) == 0 {
		return nil
	}
	buffer := ast.Unparen(call.Args[len(call.Args)-1])
	if whole, ok := buffer.(*ast.SliceExpr); ok && whole.Low == nil && whole.High == nil {
		buffer = ast.Unparen(whole.X)
	}
	id, ok := buffer.(*ast.Ident)
	if !ok {
		return nil
	}
	v, _ := b.info.Uses[id].(*types.Var)
	return v
}

// sizeOf returns the literal that is the size of the buffer that a call fills, or nil.
func (b *Builder) sizeOf(call *ast.CallExpr) *ast.BasicLit {
	v := b.bufferOf(call)
	if v == nil {
		return nil
	}
	made, ok := ast.Unparen(b.initial(v)).(*ast.CallExpr)
	if !ok || len(made.Args) != 2 || !isBytes(b.info.TypeOf(made)) {
		return nil
	}
	size, _ := made.Args[1].(*ast.BasicLit)
	return size
}

// tooFew reports whether a number of random bytes can be guessed.
func (b *Builder) tooFew(size *ast.BasicLit) bool {
	n, exact := constant.Int64Val(b.info.Types[size].Value)
	return exact && n < 16
}

// longerArray makes an array 32 bytes long, if every use slices the whole of it.
func (b *Builder) longerArray(v *types.Var) []analysis.SuggestedFix {
	array, ok := v.Type().(*types.Array)
	def := b.definingIdent(v)
	if !ok || def == nil || v.Exported() || !isBytes(types.NewSlice(array.Elem())) {
		return nil
	}
	spec, ok := b.tree().up(def).(*ast.ValueSpec)
	if !ok || len(spec.Names) != 1 || len(spec.Values) > 0 {
		return nil
	}
	typ, ok := spec.Type.(*ast.ArrayType)
	if !ok {
		return nil
	}
	size, ok := typ.Len.(*ast.BasicLit)
	if !ok {
		return nil
	}
	for _, id := range b.tree().uses[v] {
		if s, ok := b.tree().up(id).(*ast.SliceExpr); !ok || s.Low != nil || s.High != nil {
			return nil
		}
	}
	e := b.newEdit()
	e.replace(size.Pos(), size.End(), "32")
	return e.finish("draw 32 random bytes")
}
