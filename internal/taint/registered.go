package taint

import (
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
)

// registered reports whether o was made here and put where other code finds it: into a field, a variable, or a map in
// one of them. That code may write to it, so a part that this function has not set is what the package's heap may hold
// there.
func (o *object) registered() bool { return o.cell != "" && !o.lazy }

// register notes where the objects lie that a value which is stored refers to.
func (f *function) register(st *state, v *val, to access.Place) {
	for _, r := range v.addrs() {
		if r.obj.lazy || r.obj.cell != "" || r.path != "" || r.obj.typ == nil {
			continue
		}
		r.obj.cell, r.obj.below = to.Cell, to.Path
		f.registerParts(st, r, st.content[r.obj])
		for _, b := range f.fn.Blocks {
			if f.reached(b) {
				f.dirty[b.Index] = true
			}
		}
	}
}

// registerParts goes on to the objects that lie below one that was registered.
func (f *function) registerParts(st *state, r ref, v *val) {
	if len(v.addrs()) > 0 {
		f.register(st, v, f.cellAtRef(r))
	}
	for _, s := range v.components() {
		if p, ok := r.path.JoinInside(s.elem); ok {
			f.registerParts(st, ref{r.obj, p}, s.v)
		}
	}
}

// cellAtRef is the heap cell of a place in an object that lies in the heap.
func (f *function) cellAtRef(r ref) access.Place {
	if cell, ok := f.p.cellOf(shape.At(r.obj.typ, r.path)); ok {
		return access.Place{Root: access.Cell, Cell: cell}
	}
	rest, _ := r.path.SplitSlices()
	return access.Place{Root: access.Cell, Cell: r.obj.cell, Path: r.obj.below.JoinAll(rest)}
}

// asRegistered is a registered object as a function sees it that finds it in the heap.
func (f *function) asRegistered(o *object) *object {
	at := access.Place{Root: access.Cell, Cell: o.cell, Path: o.below}
	if !strings.HasPrefix(o.cell, "var ") {
		at.Method = belowParameter
	}
	return &object{typ: o.typ, lazy: true, place: at, cell: o.cell, below: o.below}
}
