package wire

import (
	"go/types"
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/std"
)

// A Method is a decoding method of a type, a hook.
type Method struct {
	Name string
	// Params are the types of the parameters as Go writes them; "*" for any.
	Params []string
}

// matches reports whether a function has the method's name, its parameters, and an error as its last result.
func (m Method) matches(fn *types.Func) bool {
	sig := fn.Signature()
	if fn.Name() != m.Name || sig.Params().Len() != len(m.Params) || sig.Results().Len() == 0 {
		return false
	}
	if last := sig.Results().At(sig.Results().Len() - 1).Type(); !types.Identical(last, types.Universe.Lookup("error").Type()) {
		return false
	}
	for i, want := range m.Params {
		if !sameParameter(want, sig.Params().At(i).Type()) {
			return false
		}
	}
	return true
}

func sameParameter(want string, t types.Type) bool {
	switch want {
	case "*":
		return true
	case "any":
		i, ok := t.Underlying().(*types.Interface)
		return ok && i.Empty()
	}
	return std.TypeString(t) == want
}

// names are the names of all hooks: most methods have another, which is the quick answer.
var names = func() map[string][]*Family {
	out := map[string][]*Family{}
	for _, f := range all {
		for _, m := range f.Decode {
			if !slices.Contains(out[m.Name], f) {
				out[m.Name] = append(out[m.Name], f)
			}
		}
	}
	return out
}()

// HookOf returns the families whose decoders call a method. Only methods with the signature of the family's interface
// count, since iterators over rows also have a method Scan, and many types have a Set.
func HookOf(fn *types.Func) []*Family {
	candidates := names[fn.Name()]
	if candidates == nil || fn.Signature().Recv() == nil {
		return nil
	}
	var out []*Family
	for _, f := range candidates {
		if slices.ContainsFunc(f.Decode, func(m Method) bool { return m.matches(fn) }) {
			out = append(out, f)
		}
	}
	return out
}

// Hook returns the method by which a type, or a pointer to it, decodes itself, promoted ones included; nil if the
// family looks at its fields. As a map key, a type has other hooks.
func (f *Family) Hook(t types.Type, key bool) *types.Func {
	methods := f.Decode
	if key {
		methods = f.Key
	}
	if len(methods) == 0 || !mayHaveMethods(t) {
		return nil
	}
	for _, m := range methods {
		if fn := method(t, m.Name); fn != nil && m.matches(fn) {
			return fn
		}
	}
	return nil
}

// method returns the exported method of a type or of a pointer to it; nil if there is none. Most types have their
// methods themselves.
func method(t types.Type, name string) *types.Func {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if named, ok := types.Unalias(t).(*types.Named); ok && !embeds(named.Underlying()) && !types.IsInterface(named) {
		for m := range named.Methods() {
			if m.Name() == name {
				return m
			}
		}
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	fn, _ := obj.(*types.Func)
	return fn
}

// mayHaveMethods reports whether a type is declared or embeds one that is.
func mayHaveMethods(t types.Type) bool {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		return t.NumMethods() > 0 || types.IsInterface(t) || embeds(t.Underlying())
	case *types.Pointer:
		return mayHaveMethods(t.Elem())
	case *types.Struct:
		return embeds(t)
	}
	return false
}

func embeds(t types.Type) bool {
	s, ok := t.(*types.Struct)
	if !ok {
		return false
	}
	for f := range s.Fields() {
		if f.Embedded() {
			return true
		}
	}
	return false
}

// Encodes reports whether a type has an encoding method. What the family writes for it is then unknown.
func (f *Family) Encodes(t types.Type) bool {
	return mayHaveMethods(t) && slices.ContainsFunc(f.Encode, func(name string) bool { return method(t, name) != nil })
}
