// Package testcode tells which files and functions of a package are for tests.
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

// At reports whether a position is in code for tests: in a test file, or in a function with a parameter such as
// *testing.T, as a helper for the tests of other packages has.
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

// Whole reports whether a whole file is for tests: it is a _test.go file, or its name is that of a test helper by the
// models and it uses types of package testing. Another file may also have a helper for tests at its end.
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
