package taint

import (
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// What a value is for its type when an encoder gets it: which fields with secrets the encoder writes.

// made is what a value is for its type when it becomes an interface, which is how encoders get what they write.
func (f *function) made(st *state, v *val, in *ssa.MakeInterface) *val {
	if !f.p.scope.Own {
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
			if slices.Contains(done, k) || f.fieldReplaced(st, read, w.Path) || f.unset(in, w.Path[0]) {
				continue
			}
			done = append(done, k)
			id := f.ownSource("made "+k, kind.Of(k), w.Label)
			f.g.events[id].source.Mark = true
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
		if c := node.child(access.Field(name)); c != nil {
			if node = c; c.killed {
				return true
			}
			continue
		}
		return f.behind(st, node, path[i:])
	}
	return false
}

func (f *function) behind(st *state, v *val, path []string) bool {
	var below access.Path
	for _, name := range path {
		below += access.PathOf(access.Field(name))
	}
	for _, r := range v.addrs() {
		if !f.replaced(st, ref{r.obj, r.path.JoinAll(below)}) {
			return false
		}
	}
	return len(v.addrs()) > 0
}

// widened is what a value of an interface of the package is when it becomes another interface: what its implementers
// are written as.
func (f *function) widened(v *val, in *ssa.ChangeInterface) *val {
	name := shape.NameOf(in.X.Type())
	iface, ok := in.X.Type().Underlying().(*types.Interface)
	if !ok || name == nil || name.Pkg() != f.p.pass.Pkg || iface.NumMethods() == 0 || !f.p.scope.Own || len(v.dynamicTypes()) > 0 {
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
			id := f.ownSource("widened "+k, kind.Of(k), w.Label)
			f.g.events[id].source.Mark = true
			v = v.withEvents(v.events().union(evset{id}))
		}
	}
	return v
}

// maxWidened bounds the implementers of an interface that are asked what an encoder writes of them.
const maxWidened = 4

// selfWritten adds to a value of a type that writes itself the secrets that its method is known to write.
func (f *function) selfWritten(v *val, t types.Type) *val {
	name := shape.NameOf(t)
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
		for i := range ce.sum.Flows {
			fl := &ce.sum.Flows[i]
			if fl.Src == nil || fl.Sink != nil || fl.To.Root != access.Result || fl.To.Index != 0 || !f.p.models.IsSecret(fl.Src.Kind.String()) || fl.Label.Clears.Has(fl.Src.Kind) {
				continue
			}
			k := writers[method]
			id := f.ownSource("self-written "+k, kind.Of(k), fl.Src.Label)
			f.g.events[id].source.Mark = true
			v = v.withEvents(v.events().union(evset{id}))
		}
	}
	return v
}

// unset reports whether what becomes an interface is a literal, or a variable that nothing else has seen, in which a
// field was never set.
func (f *function) unset(in *ssa.MakeInterface, field string) bool {
	x := in.X
	if load, ok := x.(*ssa.UnOp); ok && load.Op == token.MUL {
		x = load.X
	}
	a, ok := x.(*ssa.Alloc)
	return ok && f.neverSet(a, field, in, 0)
}

func (f *function) neverSet(a *ssa.Alloc, field string, in ssa.Instruction, depth int) bool {
	if depth > 2 {
		return false
	}
	for _, r := range *a.Referrers() {
		switch r := r.(type) {
		case *ssa.FieldAddr:
			if shape.FieldName(r.X.Type(), r.Field) == field {
				return false
			}
		case *ssa.UnOp, *ssa.DebugRef:
		case *ssa.Store:
			if !f.storesUnset(r, a, field, in, depth) {
				return false
			}
		default:
			if r != in && comesBefore(r, in) {
				return false // who is given the address may have set it
			}
		}
	}
	return true
}

// storesUnset reports whether what is stored in a variable as a whole has not set a field: a zero value, a copy of a
// literal.
func (f *function) storesUnset(r *ssa.Store, a *ssa.Alloc, field string, in ssa.Instruction, depth int) bool {
	if r.Addr != a {
		return !comesBefore(r, in)
	}
	switch v := r.Val.(type) {
	case *ssa.Const:
		return true
	case *ssa.UnOp:
		from, ok := v.X.(*ssa.Alloc)
		return ok && v.Op == token.MUL && f.neverSet(from, field, in, depth+1)
	}
	return false
}

// comesBefore reports whether an instruction may run before another one.
func comesBefore(a, b ssa.Instruction) bool {
	if a.Block() == b.Block() {
		return slices.Index(a.Block().Instrs, a) < slices.Index(b.Block().Instrs, b)
	}
	return !b.Block().Dominates(a.Block())
}

// plainly are the events of a value as those of one of its fields: what an encoder would write of the whole is not in
// each field.
func (f *function) plainly(ev evset) evset {
	if !f.encodes {
		return ev
	}
	kinds := f.p.written
	out := make(evset, 0, len(ev))
	for _, e := range ev {
		switch src := f.g.events[e].source; {
		case src != nil && kinds.Has(src.Kind):
		case src == nil && f.fromEncoded(e, kinds):
			part := f.g.get(eventKey{slot: "plainly", of: e + 1}, func() event { return event{at: f.g.events[e].at} })
			f.g.link(part, edge{from: e, label: summary.Label{Clears: kinds, Why: "left behind: it is what an encoder writes of the whole"}})
			out = append(out, part)
		default:
			out = append(out, e)
		}
	}
	slices.Sort(out)
	return out
}

// maxEncoded bounds the search for what an encoder would write.
const maxEncoded = 24

// fromEncoded reports whether an event was made of a source that stands for what an encoder writes.
func (f *function) fromEncoded(e eventID, kinds kind.Set) bool {
	work, seen := []eventID{e}, map[eventID]bool{}
	for len(work) > 0 && len(seen) < maxEncoded {
		at := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[at] {
			continue
		}
		seen[at] = true
		if src := f.g.events[at].source; src != nil && kinds.Has(src.Kind) {
			return true
		}
		for _, p := range f.g.events[at].preds {
			if p.label.Clears&kinds != kinds {
				work = append(work, p.from)
			}
		}
	}
	return false
}
