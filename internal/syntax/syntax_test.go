package syntax

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"golang.org/x/tools/go/analysis"
)

func TestHasWord(t *testing.T) {
	list := []string{"id", "user", "token"}
	for name, want := range map[string]bool{
		"UserID": true, "user_id": true, "IDToken": true, "userIDToken": true, "x.ID": true, "TOKEN": true, "tokenized": false,
		"Identity": false, "users": false, "Width": false, "": false, "i": false, "token2": true, "2token": true,
	} {
		if got := HasWord(name, list); got != want {
			t.Errorf("%q: %t, want %t", name, got, want)
		}
	}
}

// load type-checks a file.
func load(t *testing.T, src string) *analysis.Pass {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "f.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Instances: map[*ast.Ident]types.Instance{},
	}
	config := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	pkg, err := config.Check("p", fset, []*ast.File{file}, info)
	if err != nil {
		t.Fatal(err)
	}
	return &analysis.Pass{Fset: fset, Files: []*ast.File{file}, Pkg: pkg, TypesInfo: info}
}

func TestDropped(t *testing.T) {
	tests := map[string]bool{
		`g()`:                    true,
		`go g()`:                 true,
		`defer g()`:              true,
		`_, _ = g()`:             true,
		`v, _ := g(); _ = v`:     true,
		`_, err := g(); _ = err`: false,
		`h(g())`:                 false,
	}
	for stmt, want := range tests {
		pass := load(t, "package p\nfunc g() (int, error)\nfunc h(int, error)\nfunc f() {\n"+stmt+"\n}\n")
		Calls(pass, func(fd *ast.FuncDecl, call *ast.CallExpr) {
			if call.Fun.(*ast.Ident).Name != "g" {
				return
			}
			if got := DroppedLast(fd, call); got != want {
				t.Errorf("%s: %v, want %v", stmt, got, want)
			}
		})
	}
}
