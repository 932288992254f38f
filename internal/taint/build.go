package taint

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/testcode"
)

// build makes the SSA form of what is analysed.
func (p *pkg) build() {
	p.prog = ssa.NewProgram(p.pass.Fset, ssa.InstantiateGenerics)
	p.declareImports()
	info := *p.pass.TypesInfo
	switch {
	case !p.scope.Own && !p.scope.Outside:
		info.InitOrder = nil // tables, for the most part: nothing that matters is named there
	case !p.tests:
		// The initialisers of test files call functions that are left out.
		info.InitOrder = slices.DeleteFunc(slices.Clone(info.InitOrder), func(init *types.Initializer) bool {
			f := p.fileAt(init.Rhs.Pos())
			return f != nil && testcode.Whole(p.pass, f)
		})
	}
	p.ssa = p.prog.CreatePackage(p.pass.Pkg, p.scope.Files, &info, false)
	p.ssa.Build()
}

// declareImports makes SSA packages of the imports, with the functions and variables that this package uses and no
// others: most of a large package's names would be made for nothing.
func (p *pkg) declareImports() {
	used := map[*types.Package][]types.Object{}
	seen := map[types.Object]bool{}
	for _, obj := range p.pass.TypesInfo.Uses {
		if obj = member(obj); obj != nil && obj.Pkg() != p.pass.Pkg && !seen[obj] {
			seen[obj] = true
			used[obj.Pkg()] = append(used[obj.Pkg()], obj)
		}
	}
	for _, imp := range p.pass.Pkg.Imports() {
		// A file that declares them, since without a file every name is taken. What is declared goes by the object, not by
		// the keyword; that of constants has none of the syntax that a function or variable of source code has.
		spec := new(ast.ValueSpec)
		info := &types.Info{Defs: map[*ast.Ident]types.Object{}}
		for _, obj := range used[imp] {
			name := ast.NewIdent(obj.Name())
			info.Defs[name] = obj
			spec.Names = append(spec.Names, name)
		}
		decl := &ast.GenDecl{Tok: token.CONST, Specs: []ast.Spec{spec}}
		p.prog.CreatePackage(imp, []*ast.File{{Name: ast.NewIdent(imp.Name()), Decls: []ast.Decl{decl}}}, info, true)
	}
}

// member is the function, concrete method or package-level variable that an object is or is an instance of; nil if it
// is none.
func member(obj types.Object) types.Object {
	switch obj := obj.(type) {
	case *types.Func:
		if recv := obj.Signature().Recv(); obj.Pkg() != nil && (recv == nil || !types.IsInterface(recv.Type())) {
			return obj.Origin()
		}
	case *types.Var:
		if obj.Pkg() != nil && obj.Parent() == obj.Pkg().Scope() {
			return obj
		}
	}
	return nil
}
