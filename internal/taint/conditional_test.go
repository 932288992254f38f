package taint_test

import (
	"reflect"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// TestConditionalSource gives a dependency a call of a source that counts only with some constants: without one of them
// in the package, nothing in it is analysed.
func TestConditionalSource(t *testing.T) {
	for dir, analysed := range map[string]bool{"data": false, "cache": true} {
		folder, cleanup, err := analysistest.WriteFiles(map[string]string{"a/a.go": `package a

import "path/filepath"

func Join(name string) string { return filepath.Join("` + dir + `", name) }
`})
		if err != nil {
			t.Fatal(err)
		}
		defer cleanup()
		for _, r := range analysistest.Run(t, folder, dependencyProbe, "a") {
			if n := taint.Instructions(r.Result.(*taint.Result)); (n > 0) != analysed {
				t.Errorf("%s: %d instructions analysed, want some: %v", dir, n, analysed)
			}
		}
	}
}

// dependencyProbe analyses a package as one of a module that is not worked on.
var dependencyProbe = &analysis.Analyzer{
	Name:       "dependencyprobe",
	Doc:        "run the engine on a dependency",
	Requires:   taint.Analyzer.Requires,
	FactTypes:  taint.Analyzer.FactTypes,
	ResultType: reflect.TypeFor[*taint.Result](),
	Run: func(pass *analysis.Pass) (any, error) {
		dependency := *pass
		dependency.Module = &analysis.Module{Path: "example.com/dependency", Version: "v1.0.0"}
		dependency.ExportPackageFact = func(analysis.Fact) {} // analysistest wants each one declared
		return taint.Analyzer.Run(&dependency)
	},
}
