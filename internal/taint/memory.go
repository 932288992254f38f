package taint

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/std"
	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// load reads a place of memory. typ is the static type of what is read.
func (f *function) load(st *state, r ref, typ types.Type) *val {
	f.work++
	node, cover, defined := f.content(st, r.obj), evset(nil), false
	r.path = r.path.OfWhole()
	for i, e := range r.path.Elems() {
		cover = f.project(cover.union(node.events()), e)
		defined = defined || node != nil && node.killed && (i > 0 || !r.obj.registered())
		node = f.component(node, e)
	}
	defined = defined || node != nil && node.killed
	out := node
	if len(cover) > 0 {
		out = node.withEvents(node.events().union(cover))
	}
	if out != nil && out.killed {
		c := *out
		c.killed = false
		c.forget()
		out = &c
	}
	switch {
	case defined:
	case r.obj.registered():
		if f.p.stored[r.obj.cell] {
			f.work += out.size()
			out = merge(f.entryPart(f.asRegistered(r.obj), r.path, typ), out)
		}
	case r.obj.lazy:
		f.work += out.size()
		out = merge(f.entryPart(r.obj, r.path, typ), out)
	case r.obj.opaque && r.path != "":
		out = merge(f.cellOnly(r.obj, r.path), out)
	}
	return out
}

// component reads one element of a node. An index that is not constant may be any element.
func (f *function) component(node *val, elem access.Elem) *val {
	if node == nil {
		return nil
	}
	if !elem.IsIndex() {
		if c := node.child(elem); c != nil || elem[0] != '.' {
			return c
		}
		return node.child(restElem)
	}
	var out *val
	for _, s := range node.sub {
		if !s.elem.IsIndex() || elem.IsConst() && s.elem.IsConst() && s.elem != elem {
			continue
		}
		c := s.v
		if s.elem != elem {
			c = c.withoutKills()
			if elem.IsConst() || elem.IsSlice() {
				c = c.withEvents(f.part(c.events(), elem))
			}
		}
		if out == nil {
			out = c
		} else {
			out = merge(out, c)
		}
	}
	return out
}

// project names the part of a value's events that an element at a constant index, or a part of a slice, is: two loads
// of the same part have the same events, and other events than another part.
func (f *function) project(ev evset, elem access.Elem) evset {
	if elem.IsField() {
		return f.plainly(ev)
	}
	if !elem.IsSlice() && !elem.IsConst() {
		return ev
	}
	return f.part(ev, elem)
}

// part names the part of what events stand for that an element is.
func (f *function) part(ev evset, elem access.Elem) evset {
	out := make(evset, len(ev))
	for i, e := range ev {
		out[i] = f.g.get(eventKey{slot: string(elem), of: e + 1}, func() event { return event{at: f.g.events[e].at} })
		f.g.link(out[i], edge{from: e, label: summary.Label{Part: !allButTag(elem)}})
	}
	slices.Sort(out)
	return out
}

// allButTag reports whether a part of a slice is all of it but a tag at its end, b[:len(b)-len(tag)]: what is proved of
// it is proved of all that the slice carries.
func allButTag(elem access.Elem) bool {
	return strings.HasPrefix(string(elem), "[::(len(") && strings.Contains(string(elem), ")-len(")
}

// store writes to a place of memory; a strong store replaces what was there.
func (f *function) store(st *state, r ref, v *val, strong bool) {
	if f.leaves(r.obj) {
		return
	}
	es := r.path.OfWhole().Elems()
	for _, e := range es {
		if e.IsIndex() && !e.IsConst() || e == access.Key {
			strong = false
		}
	}
	if r.obj.plural {
		strong = false
	}
	if v.empty() && (!strong || !r.obj.lazy && f.nothingAt(st.content[r.obj], es)) {
		return // as a table of constants is filled
	}
	f.work += v.size() + st.content[r.obj].size()
	st.set(r.obj, f.storeAt(st.content[r.obj], es, v, strong))
	f.storedLater(st, r.obj, es, v)
}

// leaves reports whether an object lies behind a variable of the standard library, as that of os.Stdout: what is
// written to it leaves the program. A value that is assigned to the variable stays there.
func (f *function) leaves(o *object) bool {
	if !o.lazy || o.place.Root != access.Cell || !isVariable(o.place.Cell) {
		return false
	}
	if s, ok := f.cur.(*ssa.Store); ok {
		if _, ok := s.Addr.(*ssa.Global); ok {
			return false
		}
	}
	name := strings.TrimPrefix(o.place.Cell, "var ")
	return std.Has(name[:max(strings.LastIndexByte(name, '.'), 0)], "") && !f.p.owns(o.place.Cell)
}

// nothingAt reports whether a store of nothing at a path would change nothing.
func (f *function) nothingAt(node *val, path []access.Elem) bool {
	for _, e := range path {
		if node == nil {
			return true
		}
		if len(node.ev) > 0 {
			return false
		}
		node = f.component(node, e)
	}
	return node == nil || len(node.ev)+len(node.refs)+len(node.sub)+len(node.fns)+len(node.typs) == 0
}

// maxElements bounds the constant indexes that are told apart in one container.
const maxElements = 48

func (f *function) storeAt(node *val, path []access.Elem, v *val, strong bool) *val {
	if len(path) == 0 {
		if strong {
			out := &val{killed: true}
			if v != nil {
				*out = *v
				out.killed = true
				out.forget()
			}
			return out
		}
		return weakly(node, v)
	}
	if strong && node != nil && len(node.ev) > 0 && path[0].IsField() {
		return f.storeAt(f.spread(node, path[0]), path, v, strong)
	}
	if node != nil && len(node.sub) > maxElements && path[0].IsConst() {
		path, strong = append([]access.Elem{access.Any}, path[1:]...), false
	}
	c := f.storeAt(node.child(path[0]), path[1:], v, strong)
	if node == nil && c.empty() {
		return nil
	}
	return node.with(path[0], c)
}

// weakly adds v to what a node holds.
func weakly(node, v *val) *val {
	if v.empty() {
		return node
	}
	if node == nil {
		return v
	}
	over := node.killed
	out := merge(node, v)
	if over && !out.killed {
		c := *out
		c.killed = true
		c.forget()
		out = &c
	}
	return out
}

// spread moves the events of a struct down to its fields, so that one of them can be overwritten. Only the fields that
// the tree knows and the one that is written are told apart; the rest keep the events under the name of no field.
func (f *function) spread(node *val, elem access.Elem) *val {
	out := *node
	out.ev = nil
	res := &out
	ev := &val{ev: node.ev}
	for _, s := range node.sub {
		res = res.with(s.elem, merge(s.v, ev))
	}
	if node.child(elem) == nil {
		res = res.with(elem, ev)
	}
	return res.with(restElem, merge(node.child(restElem), ev))
}

// restElem stands for the fields that are not told apart after a spread.
const restElem = ".*"

// objectAt returns the object that an instruction makes: one per instruction and slot.
func (f *function) objectAt(v ssa.Value, slot string, typ types.Type) *object {
	key := objectKey{v, slot}
	if o := f.objects[key]; o != nil {
		return o
	}
	o := &object{id: len(f.objects), typ: typ}
	f.objects[key] = o
	return o
}

// lazyObject returns the object that was at a place at entry.
func (f *function) lazyObject(p access.Place, typ types.Type) *object {
	key := objectKey{slot: p.String()}
	if o := f.objects[key]; o != nil {
		return o
	}
	o := &object{id: len(f.objects), typ: typ, lazy: true, place: p}
	f.objects[key] = o
	return o
}

// lazyTyped is lazyObject for one of several types that may be at a place.
func (f *function) lazyTyped(p access.Place, typ types.Type) *object {
	key := objectKey{slot: p.String() + " " + typ.String()}
	if o := f.objects[key]; o != nil {
		return o
	}
	o := &object{id: len(f.objects), typ: typ, lazy: true, place: p, as: " as " + typ.String()}
	f.objects[key] = o
	return o
}

// objectBelow is the lazy object at a place below another.
func (f *function) objectBelow(o *object, p access.Place, typ types.Type) *object {
	if o.as != "" {
		return f.lazyTyped(p, typ)
	}
	return f.lazyObject(p, typ)
}

type objectKey struct {
	v    ssa.Value
	slot string
}

// at reads below a value: through its own components and through what it points to.
func (f *function) at(st *state, v *val, path access.Path) *val {
	for _, e := range path.Elems() {
		if v == nil {
			return nil
		}
		next := f.component(v, e)
		if len(v.refs) == 0 { // else what it points to has them, as far as they hold there
			if cover := f.project(v.ev, e); len(cover) > 0 {
				next = next.withEvents(next.events().union(cover))
			}
		}
		for _, r := range v.refs {
			p, ok := r.path.JoinInside(e)
			if !ok {
				continue
			}
			next = merge(next, f.load(st, ref{r.obj, p}, nil))
		}
		v = next
	}
	return v
}

// addresses finds where a value's path lies in memory.
func (f *function) addresses(st *state, v *val, path access.Path) []ref {
	refs := v.addrs()
	for _, e := range path.Elems() {
		if len(refs) == 0 { // a struct that is no place in memory: what it points to is
			v = f.component(v, e)
			refs = v.addrs()
			continue
		}
		var next []ref
		for _, r := range refs {
			if inner := f.load(st, r, nil).addrs(); len(inner) > 0 {
				next = unionRefs(next, extend(inner, e))
				continue
			}
			next = unionRefs(next, extend([]ref{r}, e))
		}
		refs = next
	}
	return refs
}

func extend(refs []ref, elem access.Elem) []ref {
	out := make([]ref, 0, len(refs))
	for _, r := range refs {
		p, ok := r.path.JoinInside(elem)
		if !ok {
			r.obj.plural = true
		}
		out = append(out, ref{r.obj, p})
	}
	return out
}
