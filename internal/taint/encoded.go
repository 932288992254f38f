package taint

import (
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
)

// What a value is for its type when an encoder gets it: which fields with secrets the encoder writes.

// made is what a value is for its type when it becomes an interface, which is how encoders get what they write.
func (f *function) made(st *state, v *val, in *ssa.MakeInterface) *val {
	if !f.p.ownModule() {
		return v
	}
	fields := f.p.models.Written(in.X.Type())
	read := v
	if load, ok := in.X.(*ssa.UnOp); ok && load.Op == token.MUL {
		read = f.value(load.X) // memory tells more than a register: which fields were written
	}
	var done []string
	for _, w := range fields {
		for _, k := range w.Kinds {
			if slices.Contains(done, k) || f.fieldReplaced(st, read, w.Path) {
				continue
			}
			done = append(done, k)
			id := f.ownSource("made "+k, kindOf(k), w.Label)
			f.g.events[id].source.mark = true
			v = v.withEvents(v.events().union(evset{id}))
		}
	}
	return f.selfWritten(v, in.X.Type())
}

// fieldReplaced reports whether a field below a value was certainly written in this function.
func (f *function) fieldReplaced(st *state, v *val, path []string) bool {
	for _, name := range path {
		if name == model.Elem {
			return false
		}
	}
	node := v
	for i, name := range path {
		if c := node.child(fieldElem(name)); c != nil {
			if node = c; c.over {
				return true
			}
			continue
		}
		return f.behind(st, node, path[i:])
	}
	return false
}

func (f *function) behind(st *state, v *val, path []string) bool {
	elems := ""
	for _, name := range path {
		elems += fieldElem(name)
	}
	for _, r := range v.addrs() {
		if !f.replaced(st, ref{r.obj, joinPaths(r.path, elems)}) {
			return false
		}
	}
	return len(v.addrs()) > 0
}

// widened is what a value of an interface of the package is when it becomes another interface: what its implementers are written as.
func (f *function) widened(v *val, in *ssa.ChangeInterface) *val {
	name := typeName(in.X.Type())
	iface, ok := in.X.Type().Underlying().(*types.Interface)
	if !ok || name == nil || name.Pkg() != f.p.pass.Pkg || iface.NumMethods() == 0 || !f.p.ownModule() || len(v.dynamicTypes()) > 0 {
		return v
	}
	n := 0
	var fields []model.WrittenField
	for _, t := range f.p.candidates() {
		if types.Implements(t, iface) || types.Implements(types.NewPointer(t), iface) {
			n++
			fields = append(fields, f.p.models.Written(t)...)
		}
	}
	if n > maxWidened {
		return v
	}
	for _, w := range fields {
		for _, k := range w.Kinds {
			id := f.ownSource("widened "+k, kindOf(k), w.Label)
			f.g.events[id].source.mark = true
			v = v.withEvents(v.events().union(evset{id}))
		}
	}
	return v
}

// maxWidened bounds the implementers of an interface that are asked what an encoder writes of them.
const maxWidened = 4

// selfWritten adds to a value of a type that writes itself the secrets that its method is known to write.
func (f *function) selfWritten(v *val, t types.Type) *val {
	name := typeName(t)
	if name == nil || name.Pkg() == nil || types.IsInterface(t) {
		return v
	}
	writers := f.p.models.Writers()
	for _, method := range slices.Sorted(maps.Keys(writers)) {
		ce, ok := f.p.methodNamed(t, method)
		if !ok {
			ce, ok = f.p.methodNamed(types.NewPointer(t), method)
		}
		if !ok || ce.sum == nil {
			continue
		}
		for i := range ce.sum.flows {
			fl := &ce.sum.flows[i]
			if fl.src == nil || fl.sink != nil || fl.to.kind != rootResult || fl.to.index != 0 || !f.p.models.IsSecret(fl.src.kind.String()) || fl.label.clears.has(fl.src.kind) {
				continue
			}
			k := writers[method]
			id := f.ownSource("self-written "+k, kindOf(k), fl.src.label)
			f.g.events[id].source.mark = true
			v = v.withEvents(v.events().union(evset{id}))
		}
	}
	return v
}
