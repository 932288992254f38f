package taint_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"reflect"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// Programs that are generated in a test import the package kinds of this source, so that no file is written, no go
// command runs, and thousands of programs can be analysed.
const kindsOfPrograms = `package kinds

func Source() string    { return "" }
func Sink(v ...any)     {}
func Check(v any) error { return nil }
`

// A program is one generated package, and those that it imports, by path.
type program struct {
	path  string
	files map[string]string
}

// An answer is what the engine tells of a package.
type answer struct {
	sites        []taint.Site
	facts        []byte
	instructions int
	work         int
	allocs       int
}

// A world type-checks programs. Packages may import those before them, and kinds.
type world struct {
	fset *token.FileSet
	all  map[string]*packages.Package
}

func newWorld(tb testing.TB) *world {
	w := &world{fset: token.NewFileSet(), all: map[string]*packages.Package{}}
	if _, err := w.add(program{"example.com/kinds", map[string]string{"kinds.go": kindsOfPrograms}}); err != nil {
		tb.Fatal(err)
	}
	return w
}

// Import finds a package that was added before.
func (w *world) Import(path string) (*types.Package, error) {
	if p := w.all[path]; p != nil {
		return p.Types, nil
	}
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	return nil, fmt.Errorf("%s: only packages that were added can be imported", path)
}

// add type-checks a program. One with errors is added as far as it goes, with the first error.
func (w *world) add(prog program) (*packages.Package, error) {
	pkg := &packages.Package{
		ID: prog.path, PkgPath: prog.path, Fset: w.fset, Imports: map[string]*packages.Package{}, TypesSizes: types.SizesFor("gc", "amd64"),
		TypesInfo: &types.Info{
			Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
			Implicits: map[ast.Node]types.Object{}, Instances: map[*ast.Ident]types.Instance{}, Scopes: map[ast.Node]*types.Scope{},
			Selections: map[*ast.SelectorExpr]*types.Selection{}, FileVersions: map[*ast.File]string{},
		},
	}
	for _, name := range slices.Sorted(maps.Keys(prog.files)) {
		f, err := parser.ParseFile(w.fset, prog.path+"/"+name, prog.files[name], parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		pkg.Syntax = append(pkg.Syntax, f)
		pkg.GoFiles = append(pkg.GoFiles, prog.path+"/"+name)
		pkg.CompiledGoFiles = pkg.GoFiles
	}
	var first error
	conf := types.Config{Importer: w, Sizes: pkg.TypesSizes, GoVersion: "go1.26", Error: func(err error) {
		if first == nil {
			first = err
		}
	}}
	pkg.Types, _ = conf.Check(prog.path, w.fset, pkg.Syntax, pkg.TypesInfo)
	pkg.Name = pkg.Syntax[0].Name.Name
	for _, imp := range pkg.Types.Imports() {
		if p := w.all[imp.Path()]; p != nil {
			pkg.Imports[imp.Path()] = p
		}
	}
	w.all[prog.path] = pkg
	return pkg, first
}

// analyse runs the engine on packages, in this order, and on what they import.
func analyse(tb testing.TB, pkgs ...*packages.Package) map[string]answer {
	tb.Helper()
	graph, err := checker.Analyze([]*analysis.Analyzer{programProbe}, pkgs, nil)
	if err != nil {
		tb.Fatal(err)
	}
	out := map[string]answer{}
	for _, act := range graph.Roots {
		if act.Err != nil {
			tb.Fatalf("%s: %v", act.Package.PkgPath, act.Err)
		}
		r := act.Result.(*taint.Result)
		a := answer{sites: r.Sites(query), instructions: taint.Instructions(r), work: taint.Work(r)}
		for _, fact := range factsOf(act) {
			a.facts = append(a.facts, fact...)
		}
		out[act.Package.PkgPath] = a
	}
	return out
}

var query = taint.Query{Sources: []string{"mine"}, Sinks: []string{"sink"}, Aspect: "trust"}

var programProbe = &analysis.Analyzer{
	Name: "programprobe", Doc: "hand the engine's result to the test", Requires: []*analysis.Analyzer{taint.Analyzer},
	ResultType: reflect.TypeFor[*taint.Result](),
	Run:        func(pass *analysis.Pass) (any, error) { return pass.ResultOf[taint.Analyzer], nil },
}

// factsOf are the engine's facts on the package of an action, in order of their objects.
func factsOf(act *checker.Action) [][]byte {
	var names []string
	data := map[string][]byte{}
	add := func(name string, fact analysis.Fact) {
		if d := taint.FactData(fact); d != nil {
			names, data[name] = append(names, name), d
		}
	}
	for _, dep := range act.Deps {
		for _, f := range dep.AllPackageFacts() {
			if f.Package == act.Package.Types {
				add("", f.Fact)
			}
		}
		for _, f := range dep.AllObjectFacts() {
			if f.Object.Pkg() == act.Package.Types {
				add(f.Object.Name(), f.Fact)
			}
		}
	}
	slices.Sort(names)
	var out [][]byte
	for _, name := range names {
		out = append(out, data[name])
	}
	return out
}

// packageFacts runs the engine on a package and returns its facts.
func packageFacts(tb testing.TB, pkg *packages.Package) [][]byte {
	tb.Helper()
	graph, err := checker.Analyze([]*analysis.Analyzer{programProbe}, []*packages.Package{pkg}, nil)
	if err != nil {
		tb.Fatal(err)
	}
	return factsOf(graph.Roots[0])
}
