package taint

import (
	"cmp"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// maxHolding bounds how deep a type is searched for fields that are sources.
const maxHolding = 10

// holds reports whether values of a type hold a field that is a source whatever is stored in it: in the type itself, in
// its parts, or in what they point to.
func (p *pkg) holds(t types.Type) bool { return p.heldIn(t) != nil }

// heldIn is what the first such field of a type is; nil if there is none.
func (p *pkg) heldIn(t types.Type) *model.Roles {
	known, ok := p.holding[t]
	if !ok {
		known = p.searchHeld(t, maxHolding)
		p.holding[t] = known
	}
	return known
}

func (p *pkg) searchHeld(t types.Type, depth int) *model.Roles {
	if t == nil || depth == 0 {
		return nil
	}
	switch u := shape.Core(t).(type) {
	case *types.Pointer:
		return p.searchHeld(u.Elem(), depth-1)
	case *types.Slice:
		return p.searchHeld(u.Elem(), depth-1)
	case *types.Array:
		return p.searchHeld(u.Elem(), depth-1)
	case *types.Chan:
		return p.searchHeld(u.Elem(), depth-1)
	case *types.Map:
		return cmp.Or(p.searchHeld(u.Key(), depth-1), p.searchHeld(u.Elem(), depth-1))
	case *types.Struct:
		for i := range min(u.NumFields(), maxFields) {
			if r := cmp.Or(p.models.Always(shape.NameOf(t), u.Field(i)), p.searchHeld(u.Field(i).Type(), depth-1)); r != nil {
				return r
			}
		}
	}
	return nil
}

// makes says of an object that the function made it: its fields that are always sources are so from the start. Whether
// it has any is the result.
func (f *function) makes(o *object, name string) bool {
	if o.place.Root == access.Made {
		return true
	}
	if o.lazy || o.typ == nil || !f.p.holds(o.typ) {
		return false
	}
	o.lazy, o.place = true, access.Place{Root: access.Made, Cell: name}
	return true
}

// madeValue is a value that comes out of nothing that is known: nil unless its type holds fields that are always
// sources.
func (f *function) madeValue(v ssa.Value, slot string, t types.Type) *val {
	if !f.p.holds(t) {
		return nil
	}
	name := v.Name() + slot
	if c, ok := v.(*ssa.Const); ok {
		name = "zero of " + types.TypeString(c.Type(), nil) + slot
	}
	return f.entryValue(access.Place{Root: access.Made, Cell: name}, t)
}

// marked is a value as it is after a store into a field: a field that is always a source makes it one.
func (f *function) marked(v *val, addr ssa.Value) *val {
	fa, ok := addr.(*ssa.FieldAddr)
	if !ok {
		return v
	}
	t := shape.Pointee(fa.X.Type())
	owner := shape.NameOf(t)
	str, ok := shape.Core(t).(*types.Struct)
	if !ok || owner == nil {
		return v
	}
	roles := f.p.models.Always(owner, str.Field(fa.Field))
	if roles == nil {
		return v
	}
	for i := range roles.Sources {
		s := &roles.Sources[i]
		id := f.ownSource("always"+strconv.Itoa(i), kind.Of(s.Kind), s.Label)
		v = merge(v, &val{ev: evset{id}})
	}
	return v
}

// storedIn records a store to a field that a model or a struct tag calls a sink.
func (f *function) storedIn(st *state, in *ssa.Store, v *val) {
	fa, ok := in.Addr.(*ssa.FieldAddr)
	if !ok || v.empty() || !f.p.scope.Own {
		return
	}
	t := shape.Pointee(fa.X.Type())
	str, ok := shape.Core(t).(*types.Struct)
	if !ok {
		return
	}
	for i, s := range f.p.models.Stored(shape.NameOf(t), str.Field(fa.Field)) {
		out := summary.Sink{Kind: kind.Of(s.Kind), Label: s.Label, Site: f.siteHere(true), Target: str.Field(fa.Field).Type()}
		f.p.sinkSite(&out)
		f.use("field sink"+strconv.Itoa(i), use{ev: f.deep(st, v), sink: &out, steps: []*summary.Step{f.step("stored in " + s.Label)}})
	}
}

// marksOfMade are the sources that a field of an object is that the function made.
func (f *function) marksOfMade(p access.Place, last shape.Field) evset {
	if last.Type != nil && access.Full(p.Path.Elems(), access.Any) && f.p.holds(last.Type) {
		return f.markAll(nil, typed{p, last.Type}, f.p.heldIn(last.Type), nil) // it lies deeper than paths go
	}
	if last.Var == nil || !last.Exact || last.Owner == nil {
		return nil
	}
	return f.markAll(nil, typed{p, last.Type}, f.p.models.Always(last.Owner, last.Var), nil)
}

// heldElements are the elements of a place that are, or hold, fields which are always sources. Elsewhere a place's own
// events stand for those of what it holds.
func (f *function) heldElements(r ref) []access.Elem {
	if !r.obj.lazy {
		return nil
	}
	t := shape.At(r.obj.typ, r.path).Type
	if t == nil || !f.p.holds(t) {
		return nil
	}
	for shape.Pointee(t) != t {
		t = shape.Pointee(t) // a path does not tell a pointer from what it points to
	}
	switch u := shape.Core(t).(type) {
	case *types.Slice, *types.Array, *types.Chan:
		return []access.Elem{access.Any}
	case *types.Map:
		return []access.Elem{access.Key, access.Any}
	case *types.Struct:
		var out []access.Elem
		for i := range min(u.NumFields(), maxFields) {
			if fld := u.Field(i); f.p.models.Always(shape.NameOf(t), fld) != nil || f.p.holds(fld.Type()) {
				out = append(out, access.Field(fld.Name()))
			}
		}
		return out
	}
	return nil
}

// noteAssert keeps a type assertion that ends the function unless a value is of a type that holds sources.
func (f *function) noteAssert(in *ssa.TypeAssert) {
	if in.CommaOk || !f.p.holds(in.AssertedType) || slices.Contains(f.asserts[in.X], in) {
		return
	}
	if f.asserts == nil {
		f.asserts = map[ssa.Value][]*ssa.TypeAssert{}
	}
	f.asserts[in.X] = append(f.asserts[in.X], in)
}

// asserted is what is known of a register here, with what type assertions before have found it to be.
func (f *function) asserted(v ssa.Value) *val {
	out := f.env[v]
	for _, a := range f.asserts[v] {
		if b := f.cur.Block(); b == a.Block() && slices.Index(b.Instrs, ssa.Instruction(a)) < f.index || b != a.Block() && a.Block().Dominates(b) {
			out = merge(out, f.env[a])
		}
	}
	return out
}

// alloc makes an object. One that stands in a loop is many, but the register names the newest, which a store
// overwrites. If the older ones were put somewhere, they are still in use, and what they hold is not gone.
func (f *function) alloc(st *state, in *ssa.Alloc) {
	o := f.objectAt(in, "", in.Type().(*types.Pointer).Elem())
	o.private = f.stays(in) && !f.p.holds(o.typ)
	if old := st.content[o]; old != nil && keptElsewhere(in) {
		st.set(o, old.withoutKills())
	} else {
		st.set(o, &val{killed: !f.makes(o, in.Name())})
	}
	if v := f.allocatedBytes(in); v != nil {
		f.store(st, ref{obj: o}, v, false)
	}
	f.define(in, &val{refs: []ref{{obj: o}}})
}

// keptElsewhere reports whether an address is put into memory or goes on to the next round of a loop.
func keptElsewhere(in *ssa.Alloc) bool {
	return slices.ContainsFunc(*in.Referrers(), func(r ssa.Instruction) bool {
		switch r := r.(type) {
		case *ssa.Store:
			return r.Val == in
		case *ssa.MapUpdate, *ssa.Send, *ssa.Phi:
			return true
		}
		return false
	})
}

func (f *function) fresh(v ssa.Value, typ types.Type) *val {
	o := f.objectAt(v, "", typ)
	f.makes(o, v.Name())
	return &val{refs: []ref{{obj: o}}}
}
