package taint

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Function values and dynamic types that come out of a function of another package: its fact holds the summaries of
// those that the other package cannot name, and names the others.

const (
	// maxNested bounds them in one summary,
	maxNested = 16
	// and maxNestedFlows the flows of each: code of that size is no option, iterator or wrapper.
	maxNestedFlows = 48
)

// resultTypes records the dynamic types of a result that is an interface.
func (f *function) resultTypes(i int, r ssa.Value, v *val) {
	iface, ok := r.Type().Underlying().(*types.Interface)
	if !ok || iface.NumMethods() == 0 || isError(r.Type()) {
		return
	}
	if c, ok := r.(*ssa.Const); ok && c.Value == nil {
		return
	}
	if f.open == nil {
		f.open = make([]bool, f.fn.Signature.Results().Len())
	}
	if len(v.dynamicTypes()) == 0 || v.open() {
		f.open[i] = true
		return
	}
	for _, t := range v.typs {
		tr := typeResult{to: place{kind: rootResult, index: i}, typ: t}
		if !slices.ContainsFunc(f.types, func(o typeResult) bool { return o.to == tr.to && types.Identical(o.typ, t) }) {
			f.types = append(f.types, tr)
		}
	}
}

// knownTypes are the dynamic types of the results of which all are known.
func (f *function) knownTypes() []typeResult {
	return slices.DeleteFunc(f.types, func(tr typeResult) bool { return f.open[tr.to.index] })
}

// exportedFuncs are the function values of a summary as other packages see them: of a function that they can call, those that its results
// are or have as fields. sig is nil inside of another summary.
func (p *pkg) exportedFuncs(sum *summary, sig *types.Signature, h *heap, nesting int) []funcResult {
	var out []funcResult
	for _, fr := range sum.funcs {
		if len(out) >= maxNested {
			break
		}
		if sig != nil && (fr.to.kind != rootResult || !areFuncs(placeType(sig, fr.to))) {
			continue
		}
		if ext := p.foreignOf(fr.fn, h, nesting); ext != nil {
			fr.fn = callable{ext: ext}
			out = append(out, fr)
		}
	}
	return out
}

// foreignOf is a function value as other packages see it; nil if there is nothing to tell.
func (p *pkg) foreignOf(t callable, h *heap, nesting int) *foreign {
	if t.ext != nil {
		return t.ext
	}
	if obj, ok := t.fn.Object().(*types.Func); ok && obj.Exported() && obj.Signature().Recv() == nil && obj.Pkg() != nil && t.fn.Signature.TypeParams().Len() == 0 {
		return &foreign{path: obj.Pkg().Path(), name: obj.Name()}
	}
	sum := p.sums[t.fn]
	if sum == nil || nesting >= maxNesting || len(sum.flows) > maxNestedFlows {
		return nil
	}
	if ext, ok := p.foreigns[t.fn]; ok {
		return ext
	}
	ext := &foreign{name: t.fn.Name(), free: len(t.fn.FreeVars), sum: p.exported(sum, h, nesting+1)}
	if p.foreigns == nil {
		p.foreigns = map[*ssa.Function]*foreign{}
	}
	if ext.free == 0 && !saysMore(ext.sum, t.fn.Signature) {
		ext = nil
	}
	p.foreigns[t.fn] = ext
	return ext
}

// exportedTypes are the dynamic types of a summary as other packages see them.
func (p *pkg) exportedTypes(sum *summary, sig *types.Signature, h *heap, nesting int) []typeResult {
	var out []typeResult
	for _, tr := range sum.types {
		if tr.ext == nil {
			tr.ext = p.foreignTypeOf(tr.typ, sig.Results().At(tr.to.index).Type(), h, nesting)
		}
		if tr.ext == nil {
			return nil // of which one is not told, the others are not all
		}
		out = append(out, tr)
	}
	return out
}

func (p *pkg) foreignTypeOf(t, iface types.Type, h *heap, nesting int) *foreignType {
	tn := typeName(t)
	if tn == nil || tn.Pkg() == nil || tn.Parent() != tn.Pkg().Scope() || tn.Type().(*types.Named).TypeParams().Len() > 0 {
		return nil
	}
	ft := &foreignType{path: tn.Pkg().Path(), name: tn.Name(), pointer: isPointer(t)}
	if tn.Exported() {
		return ft
	}
	if tn.Pkg() != p.pass.Pkg || nesting >= maxNesting {
		return nil
	}
	ft.methods = map[string]*summary{}
	for m := range iface.Underlying().(*types.Interface).Methods() {
		ce, ok := p.methodOf(t, m)
		if !ok || ce.within != nil || ce.roles != nil {
			return nil
		}
		if ce.sum != nil && ce.fn != nil && len(ce.sum.flows) <= maxNestedFlows {
			ft.methods[m.Name()] = p.exported(ce.sum, h, nesting+1)
		}
	}
	return ft
}

// settled gives the function values and types of a summary out of a fact their objects.
func (p *pkg) settled(sum *summary, pkg *types.Package, sig *types.Signature) *summary {
	if sum == nil || sum.settled {
		return sum
	}
	sum.settled = true
	funcs := sum.funcs[:0]
	for _, fr := range sum.funcs {
		if p.settleFunc(fr.fn.ext, placeType(sig, fr.to), pkg) {
			funcs = append(funcs, fr)
		}
	}
	sum.funcs = funcs
	for i := range sum.types {
		tr := &sum.types[i]
		if tr.typ = p.settleType(tr.ext, placeType(sig, tr.to), pkg); tr.typ == nil {
			sum.types = nil
			break
		}
	}
	return sum
}

// placeType is the static type at a place of a function.
func placeType(sig *types.Signature, at place) types.Type {
	index, vars := at.index, sig.Results()
	if at.kind == rootParam {
		vars = sig.Params()
		if recv := sig.Recv(); recv != nil {
			if index == 0 {
				return lastField(recv.Type(), at.path).typ
			}
			index--
		}
	} else if at.kind != rootResult {
		return nil
	}
	if index >= vars.Len() {
		return nil
	}
	return lastField(vars.At(index).Type(), at.path).typ
}

func (p *pkg) settleFunc(ext *foreign, t types.Type, pkg *types.Package) bool {
	if ext.path != "" {
		from := imported(pkg, ext.path)
		if from == nil {
			return false
		}
		obj, ok := from.Scope().Lookup(ext.name).(*types.Func)
		if !ok {
			return false
		}
		ext.obj, ext.sig = obj, obj.Signature()
		return true
	}
	if t == nil {
		return false
	}
	sig, ok := coreOf(t).(*types.Signature)
	if !ok {
		return false
	}
	ext.sig = sig
	p.settled(ext.sum, pkg, sig)
	return true
}

// settleType is the type that a fact tells of. One that this package cannot name is made here, with the methods of
// the interface that it is seen through.
func (p *pkg) settleType(ext *foreignType, static types.Type, pkg *types.Package) types.Type {
	from := imported(pkg, ext.path)
	if from == nil || static == nil {
		return nil
	}
	iface, ok := static.Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	var named types.Type
	if ext.methods == nil {
		tn, ok := from.Scope().Lookup(ext.name).(*types.TypeName)
		if !ok {
			return nil
		}
		named = tn.Type()
	} else {
		named = p.standIn(ext, from, iface)
	}
	if ext.pointer {
		return types.NewPointer(named)
	}
	return named
}

// standIn is a type in place of one that this package cannot name, one for each.
func (p *pkg) standIn(ext *foreignType, pkg *types.Package, iface *types.Interface) types.Type {
	key := ext.path + "." + ext.name + " as " + types.TypeString(iface, nil)
	if t := p.standIns[key]; t != nil {
		return t
	}
	named := types.NewNamed(types.NewTypeName(token.NoPos, pkg, ext.name, nil), types.NewStruct(nil, nil), nil)
	sums := &summaries{decoded: map[string]*summary{}}
	for m := range iface.Methods() {
		if !m.Exported() && m.Pkg() != pkg {
			continue // promoted from a type of the interface's package, whose body is its own
		}
		sig := m.Signature()
		var recv types.Type = named
		if ext.pointer {
			recv = types.NewPointer(named)
		}
		sig = types.NewSignatureType(types.NewVar(token.NoPos, pkg, "", recv), nil, nil, sig.Params(), sig.Results(), sig.Variadic())
		named.AddMethod(types.NewFunc(token.NoPos, pkg, m.Name(), sig))
		sums.decoded[m.Name()] = p.settled(ext.methods[m.Name()], pkg, sig)
	}
	if p.standIns == nil {
		p.standIns = map[string]types.Type{}
	}
	p.standIns[key] = named
	p.typeFacts(named.Obj())
	p.ofType[named.Obj()] = sums
	return named
}

// imported is a package by its path: the one that is given, or one that it imports.
func imported(pkg *types.Package, path string) *types.Package {
	if pkg.Path() == path {
		return pkg
	}
	for _, imp := range pkg.Imports() {
		if imp.Path() == path {
			return imp
		}
	}
	return nil
}
