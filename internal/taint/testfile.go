package taint

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// ForTests reports whether a position lies in a file that is there for tests: by its name, or as one that works with what
// package testing hands to tests, as mocks and helpers do that other packages' tests import.
func ForTests(pass *analysis.Pass, pos token.Pos) bool {
	for _, f := range pass.Files {
		if f.FileStart <= pos && pos < f.FileEnd {
			return forTests(pass, f)
		}
	}
	return false
}

func forTests(pass *analysis.Pass, f *ast.File) bool {
	if testFile(pass, f) {
		return true
	}
	if !slices.ContainsFunc(f.Imports, func(s *ast.ImportSpec) bool { return s.Path.Value == `"testing"` }) {
		return false
	}
	found := false
	ast.Inspect(f, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok && !found {
			tn, _ := pass.TypesInfo.Uses[sel.Sel].(*types.TypeName)
			found = tn != nil && tn.Pkg() != nil && tn.Pkg().Path() == "testing"
		}
		return !found
	})
	return found
}

// testFile reports whether a file is compiled for tests only, so that nothing of it is named in others.
func testFile(pass *analysis.Pass, f *ast.File) bool {
	return strings.HasSuffix(pass.Fset.Position(f.FileStart).Filename, "_test.go")
}
