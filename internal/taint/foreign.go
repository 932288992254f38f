package taint

import (
	"go/token"
	"go/types"
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
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
		tr := summary.TypeResult{To: access.Place{Root: access.Result, Index: i}, Typ: t}
		if !slices.ContainsFunc(f.types, func(o summary.TypeResult) bool { return o.To == tr.To && types.Identical(o.Typ, t) }) {
			f.types = append(f.types, tr)
		}
	}
}

// knownTypes are the dynamic types of the results of which all are known.
func (f *function) knownTypes() []summary.TypeResult {
	return slices.DeleteFunc(f.types, func(tr summary.TypeResult) bool { return f.open[tr.To.Index] })
}

// exportedFuncs are the function values of a summary as other packages see them: of a function that they can call, those that its results
// are or have as fields. sig is nil inside of another summary.
func (p *pkg) exportedFuncs(sum *summary.Summary, sig *types.Signature, h *heap, nesting int) []summary.FuncResult {
	var out []summary.FuncResult
	for _, fr := range sum.Funcs {
		if len(out) >= maxNested {
			break
		}
		if sig != nil && (fr.To.Root != access.Result || !areFuncs(placeType(sig, fr.To))) {
			continue
		}
		if ext := p.foreignOf(fr.Fn, h, nesting); ext != nil {
			fr.Fn = summary.Callable{Ext: ext}
			out = append(out, fr)
		}
	}
	return out
}

// foreignOf is a function value as other packages see it; nil if there is nothing to tell.
func (p *pkg) foreignOf(t summary.Callable, h *heap, nesting int) *summary.Foreign {
	if t.Ext != nil {
		return t.Ext
	}
	if obj, ok := t.Fn.Object().(*types.Func); ok && obj.Exported() && obj.Signature().Recv() == nil && obj.Pkg() != nil && t.Fn.Signature.TypeParams().Len() == 0 {
		return &summary.Foreign{Path: obj.Pkg().Path(), Name: obj.Name()}
	}
	sum := p.sums[t.Fn]
	if sum == nil || nesting >= summary.MaxNesting || len(sum.Flows) > maxNestedFlows {
		return nil
	}
	if ext, ok := p.foreigns[t.Fn]; ok {
		return ext
	}
	ext := &summary.Foreign{Name: t.Fn.Name(), Free: len(t.Fn.FreeVars), Sum: p.exported(sum, h, nesting+1)}
	if p.foreigns == nil {
		p.foreigns = map[*ssa.Function]*summary.Foreign{}
	}
	if ext.Free == 0 && !saysMore(ext.Sum, t.Fn.Signature) {
		ext = nil
	}
	p.foreigns[t.Fn] = ext
	return ext
}

// exportedTypes are the dynamic types of a summary as other packages see them.
func (p *pkg) exportedTypes(sum *summary.Summary, sig *types.Signature, h *heap, nesting int) []summary.TypeResult {
	var out []summary.TypeResult
	for _, tr := range sum.Types {
		if tr.Ext == nil {
			tr.Ext = p.foreignTypeOf(tr.Typ, sig.Results().At(tr.To.Index).Type(), h, nesting)
		}
		if tr.Ext == nil {
			return nil // of which one is not told, the others are not all
		}
		out = append(out, tr)
	}
	return out
}

func (p *pkg) foreignTypeOf(t, iface types.Type, h *heap, nesting int) *summary.ForeignType {
	tn := typeName(t)
	if tn == nil || tn.Pkg() == nil || tn.Parent() != tn.Pkg().Scope() || tn.Type().(*types.Named).TypeParams().Len() > 0 {
		return nil
	}
	ft := &summary.ForeignType{Path: tn.Pkg().Path(), Name: tn.Name(), Pointer: isPointer(t)}
	if tn.Exported() {
		return ft
	}
	if tn.Pkg() != p.pass.Pkg || nesting >= summary.MaxNesting {
		return nil
	}
	ft.Methods = map[string]*summary.Summary{}
	for m := range iface.Underlying().(*types.Interface).Methods() {
		ce, ok := p.methodOf(t, m)
		if !ok || ce.within != nil || ce.roles != nil {
			return nil
		}
		if ce.sum != nil && ce.fn != nil && len(ce.sum.Flows) <= maxNestedFlows {
			ft.Methods[m.Name()] = p.exported(ce.sum, h, nesting+1)
		}
	}
	return ft
}

// settled gives the function values and types of a summary out of a fact their objects.
func (p *pkg) settled(sum *summary.Summary, pkg *types.Package, sig *types.Signature) *summary.Summary {
	if sum == nil || sum.Settled {
		return sum
	}
	sum.Settled = true
	funcs := sum.Funcs[:0]
	for _, fr := range sum.Funcs {
		if p.settleFunc(fr.Fn.Ext, placeType(sig, fr.To), pkg) {
			funcs = append(funcs, fr)
		}
	}
	sum.Funcs = funcs
	for i := range sum.Types {
		tr := &sum.Types[i]
		if tr.Typ = p.settleType(tr.Ext, placeType(sig, tr.To), pkg); tr.Typ == nil {
			sum.Types = nil
			break
		}
	}
	return sum
}

// placeType is the static type at a place of a function.
func placeType(sig *types.Signature, at access.Place) types.Type {
	index, vars := at.Index, sig.Results()
	if at.Root == access.Param {
		vars = sig.Params()
		if recv := sig.Recv(); recv != nil {
			if index == 0 {
				return lastField(recv.Type(), at.Path).typ
			}
			index--
		}
	} else if at.Root != access.Result {
		return nil
	}
	if index >= vars.Len() {
		return nil
	}
	return lastField(vars.At(index).Type(), at.Path).typ
}

func (p *pkg) settleFunc(ext *summary.Foreign, t types.Type, pkg *types.Package) bool {
	if ext.Path != "" {
		from := imported(pkg, ext.Path)
		if from == nil {
			return false
		}
		obj, ok := from.Scope().Lookup(ext.Name).(*types.Func)
		if !ok {
			return false
		}
		ext.Obj, ext.Sig = obj, obj.Signature()
		return true
	}
	if t == nil {
		return false
	}
	sig, ok := coreOf(t).(*types.Signature)
	if !ok {
		return false
	}
	ext.Sig = sig
	p.settled(ext.Sum, pkg, sig)
	return true
}

// settleType is the type that a fact tells of. One that this package cannot name is made here, with the methods of
// the interface that it is seen through.
func (p *pkg) settleType(ext *summary.ForeignType, static types.Type, pkg *types.Package) types.Type {
	from := imported(pkg, ext.Path)
	if from == nil || static == nil {
		return nil
	}
	iface, ok := static.Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	var named types.Type
	if ext.Methods == nil {
		tn, ok := from.Scope().Lookup(ext.Name).(*types.TypeName)
		if !ok {
			return nil
		}
		named = tn.Type()
	} else {
		named = p.standIn(ext, from, iface)
	}
	if ext.Pointer {
		return types.NewPointer(named)
	}
	return named
}

// standIn is a type in place of one that this package cannot name, one for each.
func (p *pkg) standIn(ext *summary.ForeignType, pkg *types.Package, iface *types.Interface) types.Type {
	key := ext.Path + "." + ext.Name + " as " + types.TypeString(iface, nil)
	if t := p.standIns[key]; t != nil {
		return t
	}
	named := types.NewNamed(types.NewTypeName(token.NoPos, pkg, ext.Name, nil), types.NewStruct(nil, nil), nil)
	sums := &summary.Fact{Decoded: map[string]*summary.Summary{}}
	for m := range iface.Methods() {
		if !m.Exported() && m.Pkg() != pkg {
			continue // promoted from a type of the interface's package, whose body is its own
		}
		sig := m.Signature()
		var recv types.Type = named
		if ext.Pointer {
			recv = types.NewPointer(named)
		}
		sig = types.NewSignatureType(types.NewVar(token.NoPos, pkg, "", recv), nil, nil, sig.Params(), sig.Results(), sig.Variadic())
		named.AddMethod(types.NewFunc(token.NoPos, pkg, m.Name(), sig))
		sums.Decoded[m.Name()] = p.settled(ext.Methods[m.Name()], pkg, sig)
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
