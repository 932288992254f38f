// Package testcode tells which files and functions of a package are there for tests.
//
// It knows files, their names and what they import. It must not know values, rules or drivers.
package testcode

import (
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/position"
)

// At reports whether a position lies in what is there for tests: in a file of tests, or in a function that is handed a
// testing.T or its like, as helpers are that other packages' tests import.
func At(pass *analysis.Pass, pos token.Pos) bool {
	for _, f := range pass.Files {
		if pos < f.FileStart || f.FileEnd <= pos {
			continue
		}
		if Whole(pass, f) {
			return true
		}
		for _, d := range f.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok && fd.Pos() <= pos && pos < fd.End() {
				return importsTesting(f) && namesTesting(pass, fd.Type.Params)
			}
		}
	}
	return false
}

// Whole reports whether a whole file is: by its name, or where its name says so and it works with what package testing
// hands to tests. A program's own file may have a helper for tests at its end.
func Whole(pass *analysis.Pass, f *ast.File) bool {
	return IsTestFile(pass, f) || modelsOf(pass).HelpsTests(baseName(pass, f)) && importsTesting(f) && namesTesting(pass, f)
}

func modelsOf(pass *analysis.Pass) *model.Set {
	return pass.ResultOf[config.Analyzer].(*config.Config).Models
}

// IsTestFile reports whether a file is compiled for tests only, so that nothing of it is named in others.
func IsTestFile(pass *analysis.Pass, f *ast.File) bool {
	return strings.HasSuffix(baseName(pass, f), "_test.go")
}

func baseName(pass *analysis.Pass, f *ast.File) string {
	return filepath.Base(position.Of(pass.Fset, f.FileStart).Filename)
}

func importsTesting(f *ast.File) bool {
	return slices.ContainsFunc(f.Imports, func(s *ast.ImportSpec) bool { return s.Path.Value == `"testing"` })
}

// namesTesting reports whether a type of package testing is named in a tree.
func namesTesting(pass *analysis.Pass, tree ast.Node) bool {
	found := false
	ast.Inspect(tree, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok && !found {
			tn, _ := pass.TypesInfo.Uses[sel.Sel].(*types.TypeName)
			found = tn != nil && tn.Pkg() != nil && tn.Pkg().Path() == "testing"
		}
		return !found
	})
	return found
}
