package taint

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// Sources that models tell by the name under which a value is stored: a field, an entry of a map, an argument beside a
// constant that names it. The name counts only if the value is not known to be something else, such as a constant, a
// hash or a mask.

// sourceHere asks what a name says of a value in this function: in a package, type or function about texts, a token is
// a word.
func (f *function) sourceHere(what, name, in string, t types.Type) *model.Source {
	src := f.p.source(what, name, in, t)
	if src == nil {
		return nil
	}
	return f.p.models.Context(src, name, f.p.pass.Pkg.Path(), f.name, in)
}

// fieldSource asks what the name of a field of a struct says.
func (f *function) fieldSource(owner types.Type, fld *types.Var, in string) *model.Source {
	src := f.sourceHere("field", fld.Name(), in, fld.Type())
	if src != nil && src.Kind == model.KindSecretPassword && f.p.models.Salted(owner) {
		return nil
	}
	return src
}

// maxVeil bounds the search for what a value was made of.
const maxVeil = 64

// storedField adds to a value the source that the name of the field that it is stored in says.
func (f *function) storedField(v *val, stored, addr ssa.Value) *val {
	fa, ok := addr.(*ssa.FieldAddr)
	if !ok || !f.p.scope.Own {
		return v
	}
	t := shape.Pointee(fa.X.Type())
	s, ok := shape.Core(t).(*types.Struct)
	if !ok || fa.Field >= s.NumFields() {
		return v
	}
	in := ""
	if owner := shape.NameOf(t); owner != nil {
		in = owner.Name()
	}
	fld := types.NewVar(fa.Pos(), nil, s.Field(fa.Field).Name(), textType(s.Field(fa.Field).Type(), stored))
	return f.storedAs(v, stored, "stored", f.fieldSource(t, fld, in))
}

// killNamed says of a field that is named like a secret that what it holds is known here, when it takes what tells
// nothing.
func (f *function) killNamed(st *state, refs []ref, v *val, addr ssa.Value) {
	fa, ok := addr.(*ssa.FieldAddr)
	if !ok || len(refs) != 1 || !v.empty() || refs[0].obj.plural || !f.p.scope.Own {
		return
	}
	s, ok := shape.Core(shape.Pointee(fa.X.Type())).(*types.Struct)
	if !ok || fa.Field >= s.NumFields() || f.p.source("field", s.Field(fa.Field).Name(), "", s.Field(fa.Field).Type()) == nil {
		return
	}
	if path := refs[0].path.Elems(); !slices.ContainsFunc(path, func(e access.Elem) bool { return !e.IsField() }) {
		st.set(refs[0].obj, f.storeAt(st.content[refs[0].obj], path, nil, true))
	}
}

// storedEntry adds to a value the source that it is for the constant key under which a map stores it.
func (f *function) storedEntry(v *val, in *ssa.MapUpdate) *val {
	m, ok := shape.Core(in.Map.Type()).(*types.Map)
	if !ok || !f.p.scope.Own {
		return v
	}
	key, ok := textKey(unwrapped(in.Key))
	elem := textType(m.Elem(), in.Value)
	if !ok || types.IsInterface(elem) {
		return v
	}
	src, _ := f.p.models.Entry(in.Map.Type(), key, elem)
	return f.storedAs(v, in.Value, "stored", src)
}

// storedAs adds a source to a value that is stored under its name.
func (f *function) storedAs(v *val, stored ssa.Value, slot string, src *model.Source) *val {
	if src == nil || f.veiled(v, stored, src) {
		return v
	}
	s := &summary.Source{Kind: kind.Of(src.Kind), Label: src.Label, Pos: positionOf(f.cur), Mark: true}
	id := f.g.get(eventKey{at: f.cur, slot: slot}, func() event {
		return event{at: f.cur, source: s, note: "stored in " + src.Label}
	})
	return v.withEvents(v.events().union(evset{id}))
}

// textType is the type of what is stored in a place of a type: behind an interface, the one that is known there.
func textType(place types.Type, stored ssa.Value) types.Type {
	if types.IsInterface(place) {
		return staticType(stored)
	}
	return place
}

// unwrapped is what was made an interface.
func unwrapped(v ssa.Value) ssa.Value {
	if mi, ok := v.(*ssa.MakeInterface); ok {
		return mi.X
	}
	return v
}

// veiled reports whether a value is known to be something else than its name says: a constant, or made by what clears
// the kind.
func (f *function) veiled(v *val, made ssa.Value, src *model.Source) bool {
	if f.plainText(made, 0) {
		return true
	}
	if call, ok := made.(*ssa.Call); ok && slices.ContainsFunc(f.resolve(call.Common()), func(ce callee) bool { return f.p.models.Reveals(ce.name) }) {
		return false
	}
	kinds := kind.SetOf(src.Unless) | kind.Of(src.Kind).Set()
	seen := map[eventID]bool{}
	work := slices.Clone(v.events())
	for len(work) > 0 && len(seen) < maxVeil {
		e := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[e] {
			continue
		}
		seen[e] = true
		for _, p := range f.g.events[e].preds {
			if p.label.Clears&kinds != 0 {
				return true
			}
			work = append(work, p.from)
		}
	}
	return false
}

// plainText reports whether a value tells nothing: a constant, what functions and variables give that say so in their
// names.
func (f *function) plainText(v ssa.Value, depth int) bool {
	if depth > 4 {
		return false
	}
	switch x := v.(type) {
	case *ssa.Const:
		return true
	case *ssa.MakeInterface:
		return f.plainText(x.X, depth+1)
	case *ssa.Convert:
		return f.plainText(x.X, depth+1)
	case *ssa.ChangeType:
		return f.plainText(x.X, depth+1)
	case *ssa.Slice:
		return f.plainText(x.X, depth+1)
	case *ssa.Extract:
		call, ok := x.Tuple.(*ssa.Call)
		return ok && f.hiding(call, x.Index)
	case *ssa.Call:
		return f.hiding(x, 0)
	case *ssa.Phi:
		return !slices.ContainsFunc(x.Edges, func(e ssa.Value) bool { return !f.plainText(e, depth+1) })
	case *ssa.BinOp:
		return f.masks(x.X) || f.masks(x.Y) || f.plainText(x.X, depth+1) && f.plainText(x.Y, depth+1)
	}
	name := nameOf(v)
	return name != "" && f.p.models.Hides(name) != nil
}

// masks reports whether a value is a constant that stands for what is left out of a text.
func (f *function) masks(v ssa.Value) bool {
	text, ok := constantString(v)
	return ok && f.p.models.Mask(text)
}

// hiding reports whether a call gives something else than what went in, by its name or its model, or always a constant.
func (f *function) hiding(call *ssa.Call, result int) bool {
	if slices.ContainsFunc(call.Call.Args, f.masks) {
		return true // as a format
	}
	for _, ce := range f.resolve(call.Common()) {
		if f.p.models.Hides(ce.name) != nil || ce.roles != nil && len(ce.roles.Sanitizers) > 0 || alwaysConstant(ce.fn, result) {
			return true
		}
	}
	return false
}

// alwaysConstant reports whether a result is a constant at each return of a function.
func alwaysConstant(fn *ssa.Function, result int) bool {
	found := false
	if fn == nil {
		return false
	}
	for _, b := range fn.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && result < len(ret.Results) {
			if _, ok := ret.Results[result].(*ssa.Const); !ok {
				return false
			}
			found = true
		}
	}
	return found
}

// assignedHere is what an operation makes for the name of the variable that it is assigned to.
func (f *function) assignedHere(v *val, in ssa.Value) *val {
	names := f.p.assignedTo(in.Pos())
	if names == nil {
		return v
	}
	t := in.Type()
	if results, ok := t.(*types.Tuple); ok && results.Len() > 0 {
		t = results.At(0).Type()
	}
	src := f.sourceHere("variable", names[0], "", t)
	if names[0] == "" || src == nil {
		return v
	}
	return f.namedResult(v, in, src)
}

// namedResult adds a source to what an instruction returns, the first of several results, unless that is known to be
// something else.
func (f *function) namedResult(v *val, in ssa.Value, src *model.Source) *val {
	result := v
	_, several := in.Type().(*types.Tuple)
	if several {
		result = v.child(access.Tuple(0))
	}
	switch {
	case f.veiled(result, in, src):
		return v
	case several:
		return v.with(access.Tuple(0), f.named(result, src))
	}
	return f.named(result, src)
}

// getter is what a method without arguments gives for its name: Secret, GetToken, AccessToken.
func (k *calling) getter(v *val, callees []callee) *val {
	in, ok := k.in.(*ssa.Call)
	method := k.call.Method
	if method == nil && len(callees) == 1 {
		method = callees[0].obj
	}
	if !ok || method == nil || method.Signature().Recv() == nil || !k.asksOnly() {
		return v
	}
	if len(callees) == 1 && callees[0].roles != nil && !callees[0].roles.ByShape {
		return v
	}
	owner := shape.NameOf(method.Signature().Recv().Type())
	if owner == nil {
		return v
	}
	name := strings.TrimPrefix(method.Name(), "Get")
	src := k.f.sourceHere("result of", name, "", k.sig.Results().At(0).Type())
	if src = k.f.p.models.Context(src, name, pkgPathOf(owner), owner.Name()); src == nil {
		return v
	}
	src = &model.Source{Kind: src.Kind, Label: "result of " + owner.Name() + "." + method.Name(), Unless: src.Unless}
	return k.f.namedResult(v, in, src)
}

// asksOnly reports whether a call gives its callee nothing but a context, and gets a value, with an error or a truth
// value perhaps.
func (k *calling) asksOnly() bool {
	params, results := k.sig.Params(), k.sig.Results()
	if params.Len() > 1 || params.Len() == 1 && types.TypeString(params.At(0).Type(), nil) != "context.Context" {
		return false
	}
	return results.Len() == 1 || results.Len() == 2 && !shape.CarriesData(results.At(1).Type())
}

func pkgPathOf(name *types.TypeName) string {
	if name.Pkg() == nil {
		return ""
	}
	return name.Pkg().Path()
}
