package alias

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"
)

const source = `package p

type box struct{ data string; next *box }

func unseen(b *box)
func find() *box

// a and b are what each test asks about.
func a(x *box) { _ = x.data }
func b(x *box) { _ = x.data }

func apart()     { a(&box{}); b(&box{}) }
func same()      { x := &box{}; a(x); b(x) }
func field()     { x := &box{next: &box{}}; a(x.next); y := x; b(y.next) }
func twoFields() { x := &box{next: &box{}}; a(x); b(x.next) }
func slice()     { s := []*box{{}}; a(s[0]); for _, x := range s { b(x) } }
func table()     { m := map[string]*box{}; x := &box{}; m["k"] = x; a(x); b(m["l"]) }
func channel()   { c := make(chan *box, 1); x := &box{}; c <- x; a(x); b(<-c) }
func closure()   { x := &box{}; f := func() *box { return x }; a(x); b(f()) }
func callback()  { x := &box{}; f := func(y *box) { b(y) }; a(x); f(x) }
func copied()    { x := box{}; y := x; a(&x); b(&y) }
func lost()      { x := &box{}; unseen(x); a(x); b(find()) }
func kept()      { x := &box{}; a(x); b(find()) }
func phi(c bool) { x, y := &box{}, &box{}; z := x; if c { z = y }; a(x); b(z) }

type pair struct{ x, y *box }

func (p *pair) set(x *box) { p.x = x }
func (p *pair) get() *box  { return p.x }
func setters()   { p, q := &pair{}, &pair{}; p.set(&box{}); q.set(&box{}); a(p.get()); b(q.get()) }
func setter()    { p := &pair{}; p.set(&box{}); a(p.get()); b(p.get()) }

type taker interface{ take() }

func (x *box) take() { b(x) }
func throughInterface() { x := &box{}; a(x); var t taker = x; t.take() }
func otherInterface()   { x := &box{}; a(x); var t taker = &box{}; t.take() }
`

func TestRelations(t *testing.T) {
	want := map[string]Relation{
		"apart": Apart, "same": Same, "field": Same, "twoFields": Apart, "slice": Same, "table": Same, "channel": Same, "closure": Same,
		"callback": Same, "copied": Same, "lost": Unsure, "kept": Apart, "phi": Same, "throughInterface": Same, "otherInterface": Apart,
		"setters": Apart, "setter": Same,
	}
	for name, rel := range want {
		if got := relationIn(t, name); got != rel {
			t.Errorf("%s: %d, want %d", name, got, rel)
		}
	}
}

// relationIn relates what a and b are given in a program whose only other function is the named one.
func relationIn(t *testing.T, name string) Relation {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	pkg, _, err := ssautil.BuildPackage(&types.Config{}, fset, types.NewPackage("p", "p"), []*ast.File{f}, 0)
	if err != nil {
		t.Fatal(err)
	}
	funcs := []*ssa.Function{pkg.Func("a"), pkg.Func("b"), pkg.Func(name), pkg.Func("init")}
	take := pkg.Prog.LookupMethod(types.NewPointer(pkg.Type("box").Type()), pkg.Pkg, "take")
	if strings.HasSuffix(name, "Interface") {
		funcs = append(funcs, take)
	}
	funcs = append(funcs, pkg.Func(name).AnonFuncs...)
	for _, method := range []string{"get", "set"} {
		funcs = append(funcs, pkg.Prog.LookupMethod(types.NewPointer(pkg.Type("pair").Type()), pkg.Pkg, method))
	}
	o := New(funcs, func(*ssa.CallCommon) []*ssa.Function { return []*ssa.Function{take} })
	rel := Apart
	for _, x := range o.Accesses(pkg.Func("a")) {
		for _, y := range o.Accesses(pkg.Func("b")) {
			rel = min(rel, Relate(x.Object, y.Object))
		}
	}
	return rel
}
