package syntax

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
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

const prelude = `package p

import "cmp"

func getenv(string) string
func failed() error

const c = "constant"

var (
	global = []byte("global")
	set    = "set"
	unset  string
	reset  = ""
	lit    = s{key: "field"}
)

type s struct{ key, other string }

func own() string { return "own" }

func or(name, otherwise string) string {
	if v := getenv(name); v != "" {
		return v
	}
	return otherwise
}

func failing() (string, error) {
	if v := getenv("X"); v != "" {
		return v, nil
	}
	return "", failed()
}

func first(v string, _ error) string { return v }

func loop() string { return loop() }

func init() {
	set = getenv("SET")
	reset = getenv("RESET")
	_ = cmp.Or[string]
}

func use(any)
`

func TestConstants(t *testing.T) {
	type result struct {
		Value    string
		Fallback bool
	}
	tests := map[string]*result{
		`c`:                           {"constant", false},
		`c + "x"`:                     {"constantx", false},
		`[]byte(c)`:                   {"constant", false},
		`[]byte{'a', 98}`:             {"ab", false},
		`global`:                      {"global", false},
		`global[:]`:                   {"global", false},
		`set`:                         {"set", true},
		`reset`:                       nil,
		`unset`:                       nil,
		`lit.key`:                     {"field", false},
		`lit.other`:                   nil,
		`own()`:                       {"own", false},
		`or("A", "b")`:                {"b", true},
		`or("A", param)`:              nil,
		`func() string { return "" }`: nil,
		`cmp.Or(getenv("A"), "b")`:    {"b", true},
		`cmp.Or(getenv("A"), "")`:     nil,
		`loop()`:                      nil,
		`param`:                       nil,
		`"a" + param`:                 nil,
		`first(failing())`:            nil,
		`42`:                          nil,
		`getenv("A")`:                 nil,
	}
	src := prelude
	exprs := slices.Sorted(maps.Keys(tests))
	for i, expr := range exprs {
		src += fmt.Sprintf("func f%d(param string) {\n\tuse(%s)\n}\n", i, expr)
	}
	pass := load(t, src)
	constants := NewConstants(pass)
	Calls(pass, func(_ *ast.FuncDecl, call *ast.CallExpr) {
		if id, ok := call.Fun.(*ast.Ident); !ok || id.Name != "use" {
			return
		}
		expr := exprs[0]
		exprs = exprs[1:]
		var got *result
		if v := constants.Of(call.Args[0]); v != nil {
			got = &result{v.Value, v.Fallback}
			if len(v.Steps) == 0 {
				t.Errorf("%s has no steps", expr)
			}
		}
		if diff := cmp.Diff(tests[expr], got); diff != "" {
			t.Errorf("%s: -want +got\n%s", expr, diff)
		}
	})
	if len(exprs) > 0 {
		t.Errorf("%d expressions were not met", len(exprs))
	}
}

func TestDropped(t *testing.T) {
	tests := map[string][2]bool{ // all that it returns, the last of it
		`g()`:                    {true, true},
		`go g()`:                 {true, true},
		`defer g()`:              {true, true},
		`_, _ = g()`:             {true, true},
		`v, _ := g(); _ = v`:     {false, true},
		`_, err := g(); _ = err`: {false, false},
		`h(g())`:                 {false, false},
	}
	for stmt, want := range tests {
		pass := load(t, "package p\nfunc g() (int, error)\nfunc h(int, error)\nfunc f() {\n"+stmt+"\n}\n")
		Calls(pass, func(fd *ast.FuncDecl, call *ast.CallExpr) {
			if call.Fun.(*ast.Ident).Name != "g" {
				return
			}
			if got := [2]bool{Dropped(fd, call), DroppedLast(fd, call)}; got != want {
				t.Errorf("%s: %v, want %v", stmt, got, want)
			}
		})
	}
}
