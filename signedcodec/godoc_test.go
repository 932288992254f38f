package signedcodec

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Each exported function that returns an error says which: it names one, or whose it is.
func TestErrorsAreDocumented(t *testing.T) {
	says := regexp.MustCompile(`\b(Err[A-Z]\w+|[Ee]rrors?|panics)\b`)
	// What an interface of others asks for says it there, and one sentence says where.
	seen := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); name == "testdata" || name == "adapterstest" || name == "bench" || name == "cmd" || name == "migrate" || name == "internal" {
				return fs.SkipDir
			}
			return nil
		}
		if filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		for _, decl := range f.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || !fn.Name.IsExported() || !returnsError(fn) || !onExported(fn) {
				continue
			}
			seen++
			if !says.MatchString(fn.Doc.Text()) {
				t.Errorf("%s: %s returns an error and does not say which", path, fn.Name.Name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 100 {
		t.Errorf("%d functions seen", seen)
	}
}

func returnsError(fn *ast.FuncDecl) bool {
	if fn.Type.Results == nil {
		return false
	}
	for _, result := range fn.Type.Results.List {
		if id, ok := result.Type.(*ast.Ident); ok && id.Name == "error" {
			return true
		}
	}
	return false
}

// onExported reports whether a method's type is exported; functions have none.
func onExported(fn *ast.FuncDecl) bool {
	if fn.Recv == nil {
		return true
	}
	exported := false
	ast.Inspect(fn.Recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && len(id.Name) > 1 {
			exported = id.IsExported()
		}
		return true
	})
	return exported
}
