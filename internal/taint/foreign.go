package taint

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
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
	if !ok || iface.NumMethods() == 0 || shape.IsError(r.Type()) {
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
		tr := summary.TypeResult{To: access.Place{Root: access.Result, Index: i}, Type: t}
		if !slices.ContainsFunc(f.types, func(o summary.TypeResult) bool { return o.To == tr.To && types.Identical(o.Type, t) }) {
			f.types = append(f.types, tr)
		}
	}
}

// knownTypes are the dynamic types of the results of which all are known.
func (f *function) knownTypes() []summary.TypeResult {
	return slices.DeleteFunc(f.types, func(tr summary.TypeResult) bool { return f.open[tr.To.Index] })
}

// exportedFuncs are the function values of a summary as other packages see them: of a function that they can call,
// those that its results are or have as fields. sig is nil inside of another summary.
func (p *pkg) exportedFuncs(sum *summary.Summary, sig *types.Signature, h *heap, nesting int) []summary.FuncResult {
	var out []summary.FuncResult
	for _, fr := range sum.Funcs {
		if len(out) >= maxNested {
			break
		}
		if sig != nil && fr.To.Root != access.CallArg && (fr.To.Root != access.Result || !shape.HoldsFuncs(shape.OfPlace(sig, fr.To))) {
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
			tr.Ext = p.foreignTypeOf(tr.Type, sig.Results().At(tr.To.Index).Type(), h, nesting)
		}
		if tr.Ext == nil {
			return nil // of which one is not told, the others are not all
		}
		out = append(out, tr)
	}
	return out
}

func (p *pkg) foreignTypeOf(t, iface types.Type, h *heap, nesting int) *summary.ForeignType {
	tn := shape.NameOf(t)
	if tn == nil || tn.Pkg() == nil || tn.Parent() != tn.Pkg().Scope() || tn.Type().(*types.Named).TypeParams().Len() > 0 {
		return nil
	}
	ft := &summary.ForeignType{Path: tn.Pkg().Path(), Name: tn.Name(), Pointer: shape.IsPointer(t)}
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
