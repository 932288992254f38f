package modelcheck

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/unsafedecode/unsafedecode/internal/taint"
	_ "github.com/unsafedecode/unsafedecode/passes/signingkey" // joins sources of the language to its sinks
)

// queries are what the programs are asked: what a threat may have decoded, secrets in caches, tokens that nothing
// verified, keys that can be guessed.
var queries = []taint.Query{
	{Sources: []string{"remote", "queue", "peer", "cookie", "store", "file"}, Sinks: []string{"unhardened", "selfdescribing"}, Aspect: "trust"},
	{Sources: []string{"secret"}, Sinks: []string{"cache-value", "cache-key", "memory-value", "memory-key", "disk-value", "disk-key"}, Aspect: "secrecy"},
	{Sources: []string{"remote", "cookie"}, Sinks: []string{"unverified-token"}, Aspect: "trust"},
	{Sources: []string{"weakrandom"}, Sinks: []string{"signing-key"}},
}

// TestFlows runs the engine on a program for each much used library: a flow must be found on each line with `// want`,
// and on no other.
func TestFlows(t *testing.T) {
	names, err := filepath.Glob("testdata/flows/*.go")
	if err != nil || len(names) == 0 {
		t.Fatal("no programs", err)
	}
	fset := token.NewFileSet()
	files := map[string]*ast.File{}
	var imports []string
	for _, name := range names {
		file, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = file
		for _, spec := range file.Imports {
			path, _ := strconv.Unquote(spec.Path.Value)
			imports = append(imports, path)
		}
	}
	signatures, err := List(imports...)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".go"), func(t *testing.T) {
			found, err := flowLines(fset, files[name], signatures)
			if err != nil {
				t.Fatal(err)
			}
			want := wantLines(fset, files[name])
			for _, line := range append(slices.Clone(want), found...) {
				switch {
				case !slices.Contains(found, line):
					t.Errorf("%s:%d: no flow found", name, line)
				case !slices.Contains(want, line):
					t.Errorf("%s:%d: a flow that is none", name, line)
				}
			}
		})
	}
}

// flowLines are the lines of sinks that a flow reaches.
func flowLines(fset *token.FileSet, file *ast.File, signatures *Signatures) (lines []int, err error) {
	var mistakes []error
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}, Scopes: map[ast.Node]*types.Scope{},
		Instances: map[*ast.Ident]types.Instance{}, FileVersions: map[*ast.File]string{},
	}
	sizes := types.SizesFor("gc", "amd64")
	config := types.Config{Importer: importer{signatures, nil}, Sizes: sizes, Error: func(err error) { mistakes = append(mistakes, err) }}
	pkg, _ := config.Check("example.com/flows", fset, []*ast.File{file}, info)
	if len(mistakes) > 0 {
		return nil, fmt.Errorf("the program does not compile: %w", mistakes[0])
	}
	probe := &analysis.Analyzer{
		Name: "probe", Doc: "collect the sites that flows reach", Requires: []*analysis.Analyzer{taint.Analyzer},
		Run: func(pass *analysis.Pass) (any, error) {
			result := pass.ResultOf[taint.Analyzer].(*taint.Result)
			if failed := result.Incomplete(); len(failed) > 0 {
				return nil, fmt.Errorf("%s: %s", failed[0].Func, failed[0].Reason)
			}
			for _, q := range queries {
				for _, site := range result.Sites(q) {
					live := func(f taint.Flow) bool { return f.Cleared == "" }
					if slices.ContainsFunc(site.Flows, live) {
						lines = append(lines, fset.Position(site.Pos).Line)
					}
				}
			}
			return nil, nil
		},
	}
	program := &packages.Package{
		ID: pkg.Path(), Name: pkg.Name(), PkgPath: pkg.Path(), Fset: fset, Types: pkg, TypesInfo: info, TypesSizes: sizes,
		Syntax: []*ast.File{file}, Imports: map[string]*packages.Package{},
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{probe}, []*packages.Package{program}, nil)
	if err != nil {
		return nil, err
	}
	return lines, graph.Roots[0].Err
}

// wantLines are the lines with a `// want`.
func wantLines(fset *token.FileSet, file *ast.File) (lines []int) {
	for _, group := range file.Comments {
		for _, comment := range group.List {
			if comment.Text == "// want" {
				lines = append(lines, fset.Position(comment.Pos()).Line)
			}
		}
	}
	return lines
}
