package hook

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/syntax"
	"github.com/unsafedecode/unsafedecode/internal/wire"
)

// register finds the types that the package registers with decoders, and exports them with their families. They may be
// another package's.
func (r *Result) register() {
	if !slices.ContainsFunc(r.pass.Pkg.Imports(), func(p *types.Package) bool { return wire.HasRegistry(p.Path()) }) {
		return
	}
	fact := new(registry)
	syntax.Calls(r.pass, func(_ *ast.FuncDecl, call *ast.CallExpr) {
		family, arg := wire.Registers(syntax.Callee(r.pass.TypesInfo, call))
		if family == nil || arg >= len(call.Args) {
			return
		}
		if tn := valueType(r.pass.TypesInfo, call.Args[arg]); tn != nil && tn.Pkg() != nil {
			fact.Types = append(fact.Types, registered{family.Name, tn.Pkg().Path(), tn.Name()})
		}
	})
	if fact.Types != nil {
		slices.SortFunc(fact.Types, func(a, b registered) int {
			return strings.Compare(a.Family+" "+a.Path+" "+a.Name, b.Family+" "+b.Path+" "+b.Name)
		})
		fact.Types = slices.Compact(fact.Types)
		r.pass.ExportPackageFact(fact)
	}
}

// valueType is the declared type of a value, or of what it points to. reflect.TypeOf(x) stands for x.
func valueType(info *types.Info, e ast.Expr) *types.TypeName {
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok && len(call.Args) == 1 {
		if fn := syntax.Callee(info, call); fn != nil && fn.FullName() == "reflect.TypeOf" {
			e = call.Args[0]
		}
	}
	t := info.TypeOf(e)
	if t == nil {
		return nil
	}
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if n, ok := t.(*types.Named); ok && !types.IsInterface(n) {
		return n.Obj()
	}
	return nil
}

// Implementers returns the registered types of a family that implement an interface, for wire.Walk: types that this
// package registers or that a package it imports does.
func (r *Result) Implementers(family *wire.Family) func(*types.Interface) []types.Type {
	var all []types.Type
	for _, f := range r.pass.AllPackageFacts() {
		fact, ok := f.Fact.(*registry)
		if !ok {
			continue
		}
		for _, reg := range fact.Types {
			if reg.Family != family.Name {
				continue
			}
			if tn := r.lookup(reg); tn != nil {
				all = append(all, tn.Type())
			}
		}
	}
	slices.SortFunc(all, func(a, b types.Type) int { return strings.Compare(a.String(), b.String()) })
	return func(i *types.Interface) (out []types.Type) {
		for _, t := range all {
			switch ptr := types.NewPointer(t); {
			case types.Implements(t, i):
				out = append(out, t)
			case types.Implements(ptr, i):
				out = append(out, ptr)
			}
		}
		return out
	}
}

// lookup finds a registered type in the packages that this one can see.
func (r *Result) lookup(reg registered) *types.TypeName {
	seen := map[*types.Package]bool{}
	var find func(p *types.Package) *types.TypeName
	find = func(p *types.Package) *types.TypeName {
		if seen[p] {
			return nil
		}
		seen[p] = true
		if p.Path() == reg.Path {
			tn, _ := p.Scope().Lookup(reg.Name).(*types.TypeName)
			return tn
		}
		for _, imp := range p.Imports() {
			if tn := find(imp); tn != nil {
				return tn
			}
		}
		return nil
	}
	return find(r.pass.Pkg)
}
