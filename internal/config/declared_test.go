package config

import (
	"go/types"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
)

// What a comment says of a function is known in the packages that import it, and in no other.
func TestDeclaredRolesReachImporters(t *testing.T) {
	dir, cleanup, err := analysistest.WriteFiles(map[string]string{
		"a/a.go": "package a\n\n//unsafedecode:source mine\nfunc Receive() []byte { return nil }\n\nfunc Other() []byte { return nil }\n",
		"b/b.go": "package b\n\nimport \"a\"\n\nvar _, _ = a.Receive(), a.Other() // want `Receive`\n",
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cleanup)
	probe := &analysis.Analyzer{
		Name: "probe", Doc: "report the functions that are sources", Requires: []*analysis.Analyzer{Analyzer},
		Run: func(pass *analysis.Pass) (any, error) {
			models := pass.ResultOf[Analyzer].(*Config).Models
			for id, obj := range pass.TypesInfo.Uses {
				if fn, ok := obj.(*types.Func); ok && models.Func(fn) != nil {
					pass.Reportf(id.Pos(), "%s", fn.Name())
				}
			}
			return nil, nil
		},
	}
	analysistest.Run(t, dir, probe, "b")
}
