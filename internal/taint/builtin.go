package taint

import (
	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
)

// builtin interprets a call of a predeclared function.
func (k *calling) builtin(b *ssa.Builtin) *val {
	switch b.Name() {
	case "append":
		return k.appends()
	case "copy":
		k.copies()
	case "min":
		return k.least()
	case "max":
		var out *val
		for _, a := range k.args {
			out = merge(out, a)
		}
		return out
	case "ssa:wrapnilchk":
		return k.args[0]
	case "String", "StringData", "Slice", "SliceData", "Add", "real", "imag", "complex":
		var ev evset
		for _, a := range k.args {
			ev = ev.union(k.f.carry(k.st, a))
		}
		return (&val{}).withEvents(ev)
	case "recover":
		return k.f.entryValue(access.Place{Root: access.Panic}, k.sig.Results().At(0).Type())
	case "delete", "clear":
		k.removes()
	case "cap", "close", "len", "panic", "print", "println":
	}
	return nil
}

// appends makes a slice that holds what both hold. Elements keep no constant index: they move.
func (k *calling) appends() *val {
	reg, ok := k.in.(*ssa.Call)
	if !ok || len(k.args) < 2 {
		return nil
	}
	o := k.f.objectAt(reg, "append", reg.Type())
	before, more := moved(k.content(k.args[0])), moved(k.content(k.args[1]))
	k.st.set(o, k.joined("append", reg.Type(), before, more).withoutKills())
	out := &val{refs: []ref{{obj: o}}}
	// What is written through the old slice may show in the new one.
	return merge(out, &val{refs: k.args[0].addrs()})
}

// removes forgets what a map held under a constant key, or all that it held.
func (k *calling) removes() {
	refs, elem := k.args[0].addrs(), access.Elem("")
	if len(k.ops) > 1 {
		if elem = k.f.indexElem(k.ops[1]); !elem.IsConst() {
			return
		}
	}
	if len(refs) != 1 || elem == "" && refs[0].path != "" {
		return
	}
	if p, ok := refs[0].path.JoinInside(elem); ok || elem == "" {
		k.f.store(k.st, ref{refs[0].obj, p}, nil, true)
	}
}

// content is what a slice or string holds.
func (k *calling) content(v *val) *val {
	if v == nil {
		return nil
	}
	out := &val{ev: v.ev, sub: v.sub}
	for _, r := range v.refs {
		out = merge(out, k.f.load(k.st, r, nil))
	}
	return out
}

// moved forgets the constant indexes of elements.
func moved(v *val) *val {
	if v == nil {
		return nil
	}
	out := &val{ev: v.ev, refs: v.refs, fns: v.fns, typs: v.typs}
	for _, s := range v.sub {
		elem := s.elem
		if elem.IsIndex() && !elem.IsSlice() {
			elem = access.Any
		}
		out = putAt(out, []access.Elem{elem}, s.v)
	}
	return out
}

func (k *calling) copies() {
	content := moved(k.content(k.args[1]))
	if content.empty() {
		return
	}
	for _, r := range k.f.memory(k.st, k.ops[0]) {
		content := k.joined("copy", k.ops[0].Type(), k.f.load(k.st, ref{obj: r.obj}, nil), content)
		k.f.forgetLazy(k.st, r)
		k.f.store(k.st, r, content, false)
		k.f.heap(k.st, r, content)
	}
}
