package taint

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// build makes the SSA form of what is analysed.
func (p *pkg) build() {
	p.prog = ssa.NewProgram(p.pass.Fset, ssa.InstantiateGenerics)
	for _, imp := range p.pass.Pkg.Imports() {
		p.prog.CreatePackage(imp, nil, nil, true)
	}
	info := *p.pass.TypesInfo
	switch {
	case !p.ownModule() && !p.outside:
		info.InitOrder = nil // tables, for the most part: nothing that matters is named there
	case !p.tests:
		// The initialisers of test files call functions that are left out.
		info.InitOrder = slices.DeleteFunc(slices.Clone(info.InitOrder), func(init *types.Initializer) bool {
			f := p.fileAt(init.Rhs.Pos())
			return f != nil && p.isTest(f)
		})
	}
	p.ssa = p.prog.CreatePackage(p.pass.Pkg, p.files, &info, false)
	p.ssa.Build()
}

func (p *pkg) isTest(f *ast.File) bool {
	return strings.HasSuffix(p.pass.Fset.Position(f.FileStart).Filename, "_test.go")
}
