package taint

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
)

// address is the address of a component. What has no memory of its own, since it came out of a call, gets some here.
func (f *function) address(st *state, x ssa.Value, elem access.Elem) *val {
	return &val{refs: extend(f.memory(st, x), elem)}
}

// memory is where a reference lies. What is known of the value itself, since a call returned it, is put into an object:
// here, and from now on where the register is defined.
func (f *function) memory(st *state, x ssa.Value) []ref {
	v := f.value(x)
	if len(v.addrs()) > 0 && len(v.sub) == 0 || f.inMemory[x] != nil {
		return v.addrs()
	}
	o := f.objectAt(x, "opaque", shape.Pointee(x.Type()))
	o.opaque = true
	if _, isConst := x.(*ssa.Const); isConst {
		return []ref{{obj: o}}
	}
	f.inMemory[x] = o
	if _, ok := x.(ssa.Instruction); !ok {
		f.passed = append(f.passed, passed{x, v, o})
		f.dirty[0] = true
	}
	f.env[x] = f.intoMemory(x, v, o)
	f.dirtyAround(x)
	return f.env[x].addrs()
}

// intoMemory puts what is known of a register into the object that it refers to.
func (f *function) intoMemory(x ssa.Value, v *val, o *object) *val {
	here := []ref{{obj: o}}
	out := val{refs: here}
	if v != nil {
		out = *v
		content := *v
		content.refs = nil
		f.st.set(o, weakly(f.st.content[o], &content))
		out.refs, out.sub = unionRefs(v.refs, here), nil
		out.forget()
	}
	f.storedBack(f.st, x, o)
	return &out
}

// write stores below a reference and notes what the package's heap gets.
func (f *function) write(st *state, r ref, elem access.Elem, v *val, strong bool) {
	p, ok := r.path.JoinInside(elem)
	f.store(st, ref{r.obj, p}, v, strong && ok)
	f.heap(st, ref{r.obj, p}, v)
}

// holdsInterface reports whether what lies at an address is an interface: overwriting it overwrites nothing that it
// pointed to.
func holdsInterface(r ref) bool {
	last := shape.At(r.obj.typ, r.path)
	return last.Var != nil && last.Exact && types.IsInterface(last.Type)
}

// holdsNoPointer reports whether a place certainly is no pointer: what a callee overwrites at its path is the place
// itself, and not what a pointer there points to.
func holdsNoPointer(r ref) bool {
	t := shape.At(r.obj.typ, r.path).Type
	if t == nil {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Interface:
		return false
	}
	return true
}
