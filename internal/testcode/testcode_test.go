package testcode

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/model"
)

// load type-checks one file against a package testing of its own.
func load(t *testing.T, name, src string) (*analysis.Pass, *ast.File) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, src, 0)
	if err != nil {
		t.Fatal(err)
	}
	testing := types.NewPackage("testing", "testing")
	for _, name := range []string{"T", "TB"} {
		tn := types.NewTypeName(token.NoPos, testing, name, nil)
		types.NewNamed(tn, types.NewStruct(nil, nil), nil)
		testing.Scope().Insert(tn)
	}
	testing.MarkComplete()
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}}
	config := &types.Config{Importer: importer{testing}}
	pkg, err := config.Check("p", fset, []*ast.File{f}, info)
	if err != nil {
		t.Fatal(err)
	}
	return &analysis.Pass{Fset: fset, Files: []*ast.File{f}, Pkg: pkg, TypesInfo: info, ResultOf: settings(model.NewSet())}, f
}

func settings(models *model.Set) map[*analysis.Analyzer]any {
	return map[*analysis.Analyzer]any{config.Analyzer: &config.Config{Models: models}}
}

type importer struct{ pkg *types.Package }

func (i importer) Import(string) (*types.Package, error) { return i.pkg, nil }

const withHelper = `package p

import "testing"

func Run() {}

func Helper(t *testing.T) {}
`

func TestFilesOfTests(t *testing.T) {
	for _, test := range []struct {
		name, src   string
		whole, test bool
	}{
		{"a_test.go", "package p\n", true, true},
		{"a.go", "package p\n", false, false},
		{"mock_store.go", "package p\n", false, false}, // its name alone says nothing
		{"mock_store.go", withHelper, true, false},
		{"store.go", withHelper, false, false},
		{"testing_helpers.go", "package p\n\nimport _ \"testing\"\n", false, false},
	} {
		pass, f := load(t, test.name, test.src)
		if got := Whole(pass, f); got != test.whole {
			t.Errorf("%s is there for tests: %t\n%s", test.name, got, test.src)
		}
		if got := IsTestFile(pass, f); got != test.test {
			t.Errorf("%s is a test file: %t", test.name, got)
		}
	}
}

func TestPlacesInHelpers(t *testing.T) {
	pass, f := load(t, "store.go", withHelper)
	for _, d := range f.Decls {
		fd, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		if got, want := At(pass, fd.Name.Pos()), fd.Name.Name == "Helper"; got != want {
			t.Errorf("%s is there for tests: %t", fd.Name.Name, got)
		}
	}
	if At(pass, token.NoPos) {
		t.Error("a place in no file is there for tests")
	}
}

// Users say which names of files are those of helpers.
func TestNamesOfHelpersAreSettings(t *testing.T) {
	pass, f := load(t, "stub_store.go", withHelper)
	if Whole(pass, f) {
		t.Error("stub_store.go is there for tests")
	}
	pass.ResultOf = settings(model.NewSet().WithVocabulary(map[string][]string{"test-files": {"stub_.*"}}))
	if !Whole(pass, f) {
		t.Error("stub_store.go is not there for tests though the settings say so")
	}
}
