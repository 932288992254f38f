package facts

import (
	"go/token"
	"go/types"

	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// Function values and dynamic types in a decoded summary get their objects: those that this package can name, and
// stand-ins for the others.

// settled returns sum after resolving its function values and types.
func (im *Imports) settled(sum *summary.Summary, pkg *types.Package, sig *types.Signature) *summary.Summary {
	if sum == nil || sum.Settled {
		return sum
	}
	sum.Settled = true
	funcs := sum.Funcs[:0]
	for _, fr := range sum.Funcs {
		if im.settleFunc(fr.Fn.Ext, shape.OfPlace(sig, fr.To), pkg) {
			funcs = append(funcs, fr)
		}
	}
	sum.Funcs = funcs
	for i := range sum.Types {
		tr := &sum.Types[i]
		if tr.Type = im.settleType(tr.Ext, shape.OfPlace(sig, tr.To), pkg); tr.Type == nil {
			sum.Types = nil
			break
		}
	}
	return sum
}

func (im *Imports) settleFunc(ext *summary.Foreign, t types.Type, pkg *types.Package) bool {
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
	sig, ok := shape.Core(t).(*types.Signature)
	if !ok {
		return false
	}
	ext.Sig = sig
	im.settled(ext.Sum, pkg, sig)
	return true
}

// settleType returns the type that ext names; nil if it is not known. A type that this package cannot name gets a
// stand-in with the methods of the interface that holds it.
func (im *Imports) settleType(ext *summary.ForeignType, static types.Type, pkg *types.Package) types.Type {
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
		named = im.standIn(ext, from, iface)
	}
	if ext.Pointer {
		return types.NewPointer(named)
	}
	return named
}

// standIn returns the stand-in for a type that this package cannot name, always the same for one type and interface.
func (im *Imports) standIn(ext *summary.ForeignType, pkg *types.Package, iface *types.Interface) types.Type {
	key := ext.Path + "." + ext.Name + " as " + types.TypeString(iface, nil)
	if t := im.standIns[key]; t != nil {
		return t
	}
	named := types.NewNamed(types.NewTypeName(token.NoPos, pkg, ext.Name, nil), types.NewStruct(nil, nil), nil)
	sums := map[string]*summary.Summary{}
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
		sums[m.Name()] = im.settled(ext.Methods[m.Name()], pkg, sig)
	}
	im.standIns[key] = named
	im.types[named.Obj()] = summary.NewFact(sums)
	return named
}

// imported returns the package with a path among pkg and its imports; nil if there is none.
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
