package hook

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/syntax"
	"github.com/unsafedecode/unsafedecode/internal/taint"
	"github.com/unsafedecode/unsafedecode/internal/testcode"
	"github.com/unsafedecode/unsafedecode/internal/wire"
)

// A customFact holds the functions with effects that a package registers with decoders, to be called for a type in
// place of its own methods.
type customFact struct{ Customs []custom }

type custom struct {
	Key  customKey
	Hook codedHook // its Method is the function's name
}

// A customKey names a type and a family that decodes it.
type customKey struct{ Family, Path, Name string }

func (*customFact) AFact() {}

func (f *customFact) String() string {
	text := "decodes by functions"
	for _, c := range f.Customs {
		text += " " + c.Key.Name + ":" + names([]codedHook{c.Hook})
	}
	return text
}

// custom finds the functions that the package registers for types, and exports those with effects.
func (r *Result) custom() {
	if !slices.ContainsFunc(r.pass.Pkg.Imports(), func(p *types.Package) bool { return wire.HasRegistry(p.Path()) }) {
		return
	}
	fact := new(customFact)
	syntax.Calls(r.pass, func(_ *ast.FuncDecl, call *ast.CallExpr) {
		family, arg, typ := wire.Decodes(syntax.Callee(r.pass.TypesInfo, call))
		if family == nil || arg >= len(call.Args) || testcode.At(r.pass, call.Pos()) {
			return
		}
		tn := lastPointer(r.pass.TypesInfo.TypeOf(call.Args[arg]))
		if typ >= 0 {
			tn = valueType(r.pass.TypesInfo, call.Args[typ])
		}
		if tn == nil || tn.Pkg() == nil {
			return
		}
		if hook := r.function(call.Args[arg]); len(hook.Effects) > 0 {
			fact.Customs = append(fact.Customs, custom{customKey{family.Name, tn.Pkg().Path(), tn.Name()}, hook})
		}
	})
	if fact.Customs != nil {
		slices.SortStableFunc(fact.Customs, func(a, b custom) int {
			return cmp.Or(cmp.Compare(a.Key.Path, b.Key.Path), cmp.Compare(a.Key.Name, b.Key.Name), cmp.Compare(a.Key.Family, b.Key.Family))
		})
		r.pass.ExportPackageFact(fact)
	}
}

// function is a function value with its effects, if it is a literal or a function of the package.
func (r *Result) function(e ast.Expr) codedHook {
	var effects []Effect
	name := "a function that is registered for the type"
	switch e := ast.Unparen(e).(type) {
	case *ast.FuncLit:
		effects = byInput(r.taint.LiteralEffects(e, sinks, aspects))
	case *ast.Ident:
		if fn, ok := r.pass.TypesInfo.Uses[e].(*types.Func); ok && fn.Pkg() == r.pass.Pkg {
			name, effects = fn.Name(), r.effectsOf(fn)
		}
	}
	return codedHook{Method: name, At: r.codeStep(taint.Step{Pos: e.Pos()}), Effects: r.encodeEffects(effects)}
}

// lastPointer is the declared type that the last pointer among the parameters of a function points to.
func lastPointer(t types.Type) *types.TypeName {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		return nil
	}
	var out *types.TypeName
	for p := range sig.Params().Variables() {
		if ptr, ok := types.Unalias(p.Type()).(*types.Pointer); ok {
			out = nil
			if named, ok := types.Unalias(ptr.Elem()).(*types.Named); ok {
				out = named.Obj()
			}
		}
	}
	return out
}

// customOf is the function that decodes a type for a family; nil if there is none with effects.
func (r *Result) customOf(family *wire.Family, t types.Type) *codedHook {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return nil
	}
	if r.customs == nil {
		r.readCustoms()
	}
	return r.customs[customKey{family.Name, named.Obj().Pkg().Path(), named.Obj().Name()}]
}

// readCustoms reads the facts of all packages that can be seen. Of two functions for one type, the first by its place
// counts.
func (r *Result) readCustoms() {
	r.customs = map[customKey]*codedHook{}
	for _, f := range r.pass.AllPackageFacts() {
		fact, ok := f.Fact.(*customFact)
		if !ok {
			continue
		}
		for i := range fact.Customs {
			c := &fact.Customs[i]
			if was := r.customs[c.Key]; was == nil || cmp.Or(cmp.Compare(c.Hook.At.File, was.At.File), cmp.Compare(c.Hook.At.Line, was.At.Line)) < 0 {
				r.customs[c.Key] = &c.Hook
			}
		}
	}
}
