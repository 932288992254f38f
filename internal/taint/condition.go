package taint

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/std"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/scope"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/wire"
)

// holds reports whether all conditions of a role hold at this call.
func (r *roleCall) holds(conds []model.Cond) bool {
	for _, c := range conds {
		if c.Without != "" {
			if !r.madeWithout(c.Without) {
				return false
			}
			continue
		}
		op := r.operand(model.Path{Root: model.Arg, Index: c.Arg})
		if c.Match != nil {
			if r.matches(op, c) == c.Negate {
				return false
			}
		}
		if c.Named && !r.named() {
			return false
		}
		if c.Is != "" && is(op, c.Is) == c.Negate {
			return false
		}
		if c.Has != "" && r.has(c) == c.Negate {
			return false
		}
		if c.Dynamic != model.AnyType {
			if op == nil || wire.Dynamic(staticType(op)) != (c.Dynamic == model.OnlyDynamic) {
				return false
			}
		}
	}
	return true
}

// has reports whether an argument, or one after it, comes from a source of a kind.
func (r *roleCall) has(c model.Cond) bool {
	k := kind.Of(c.Has)
	for _, e := range r.f.deep(r.st, r.argument(model.Path{Root: model.Arg, Index: c.Arg, Open: true})) {
		if src := r.f.g.events[e].source; src != nil && src.Kind == k {
			return true
		}
	}
	return false
}

// matches reports whether a constant argument matches; of a variadic parameter, any of its arguments.
func (r *roleCall) matches(op ssa.Value, c model.Cond) bool {
	if c.Field != "" {
		return r.sets(op, c)
	}
	if op == nil && r.sig.Variadic() && c.Arg >= r.sig.Params().Len()-1 && len(r.ops) > 0 {
		for _, v := range r.f.variadic(r.ops[len(r.ops)-1]) {
			if s, ok := constantString(v); ok && c.Match.MatchString(s) {
				return true
			}
		}
		return false
	}
	texts, _ := r.f.constantsOf(op)
	return slices.ContainsFunc(texts, c.Match.MatchString)
}

// sets reports whether a struct that is an argument, or one of a variadic parameter's, was made here with a constant in
// a field that matches.
func (r *roleCall) sets(op ssa.Value, c model.Cond) bool {
	structs := []ssa.Value{op}
	if op == nil && r.sig.Variadic() && c.Arg >= r.sig.Params().Len()-1 && len(r.ops) > 0 {
		structs = r.f.variadic(r.ops[len(r.ops)-1])
	}
	for _, v := range structs {
		if slices.ContainsFunc(constantsIn(v, c.Field), c.Match.MatchString) {
			return true
		}
	}
	return false
}

// constantsIn are the constants that a field of a struct is set to which is made in the same function.
func constantsIn(v ssa.Value, field string) (texts []string) {
	if load, ok := v.(*ssa.UnOp); ok {
		v = load.X
	}
	made, ok := v.(*ssa.Alloc)
	if !ok || made.Referrers() == nil {
		return nil
	}
	for _, ref := range *made.Referrers() {
		fa, ok := ref.(*ssa.FieldAddr)
		if !ok || shape.FieldName(made.Type(), fa.Field) != field {
			continue
		}
		for _, u := range *fa.Referrers() {
			if s, ok := u.(*ssa.Store); ok && s.Addr == fa {
				if text, ok := constantString(s.Val); ok {
					texts = append(texts, text)
				}
			}
		}
	}
	return texts
}

// is reports whether an operand has the named type before it became an interface, is the named package-level variable,
// or is nil.
func is(v ssa.Value, name string) bool {
	if name == "nil" {
		return v != nil && isNil(v)
	}
	for v != nil {
		if std.TypeString(v.Type()) == name {
			return true
		}
		switch x := v.(type) {
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.ChangeInterface:
			v = x.X
		case *ssa.UnOp:
			g, ok := x.X.(*ssa.Global)
			return ok && g.Pkg != nil && std.Path(g.Pkg.Pkg)+"."+g.Name() == name
		default:
			return false
		}
	}
	return false
}

func constantString(v ssa.Value) (string, bool) {
	c, ok := unwrapped(v).(*ssa.Const)
	if !ok || c.Value == nil {
		return "", false
	}
	return scope.ConstantText(c.Value), true
}
