package taint

import (
	"cmp"
	"go/types"
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
)

// A val is what is known of a value, or of the content of an object: a tree over access paths. It is immutable; nil
// says that nothing is known to flow into it.
type val struct {
	ev   evset        // events of the value itself; they hold for all below it, too
	refs []ref        // what a pointer, slice, map, channel, interface points to; sorted
	sub  []subval     // components: struct fields, elements, results of a tuple; sorted by element
	fns  []target     // functions that the value may be, in order of appearance
	typs []types.Type // dynamic types that an interface may hold
	// killed: of an object's content, this node was certainly replaced; what was there at entry is gone.
	killed bool
	high   uint8  // memo of height; 0 is unknown,
	wide   uint16 // and of size
	some   uint8  // of hasKilled: 1 is no, 2 is yes
}

// forget drops the memos of a copy that is about to be changed.
func (v *val) forget() { v.high, v.wide, v.some = 0, 0, 0 }

// maxHeight bounds the tree of a value. What lies deeper is not told apart, as it comes about where a value is put into
// itself.
const maxHeight = 8

func (v *val) height() uint8 {
	if v == nil {
		return 0
	}
	if v.high == 0 {
		h := uint8(0)
		for _, s := range v.sub {
			h = max(h, s.v.height())
		}
		v.high = min(h, 200) + 1
	}
	return v.high
}

// maxSize bounds the nodes of the tree of a value. A larger one is cut lower, until it is none: parts of slices that
// are cut out of each other in a loop have many names.
const maxSize = 4000

// size is the number of nodes of a tree, each counted as often as it hangs in it, and at most 60,000.
func (v *val) size() int {
	if v == nil {
		return 0
	}
	if v.wide == 0 {
		n := 1
		for _, s := range v.sub {
			n += s.v.size()
		}
		v.wide = uint16(min(n, 60_000))
	}
	return int(v.wide)
}

// bounded is a tree within the bounds.
func (v *val) bounded() *val {
	for height := uint8(maxHeight); ; height-- {
		out := v.trim(height)
		if height == 1 || out.size() <= maxSize {
			return out
		}
	}
}

// trim cuts a tree at a height: the nodes there take the events of all that hung below.
func (v *val) trim(height uint8) *val {
	if v.height() <= height {
		return v
	}
	out := *v
	out.sub = nil
	out.forget()
	if height <= 1 {
		out.ev = out.ev.union(v.below(3))
		return &out
	}
	for _, s := range v.sub {
		out.sub = append(out.sub, subval{s.elem, s.v.trim(height - 1)})
	}
	return &out
}

// below collects the events of some levels below a node.
func (v *val) below(levels int) evset {
	var out evset
	if v == nil || levels == 0 {
		return nil
	}
	for _, s := range v.sub {
		out = out.union(s.v.events()).union(s.v.below(levels - 1))
	}
	return out
}

type subval struct {
	elem access.Elem
	v    *val
}

// A ref is an address: a place in an object.
type ref struct {
	obj  *object
	path access.Path
}

// An object is a piece of memory, told apart by where it comes from.
type object struct {
	id  int
	typ types.Type // of the content; nil when not known
	// lazy objects were there at entry: their content is what the caller or the heap put there.
	lazy  bool
	place access.Place
	as    string       // of a lazy object that is one of several types: which
	cell  string       // of a lazy object: the heap cell that it was found in,
	below access.Path  // and the path below the cell
	cover evset        // of a lazy object: sources that models see in what holds it, and so in all of it
	paths []pathSource // of a lazy object: sources that lie below it
	// entries is a memo of what places of a lazy object held when the function was entered, by path.
	entries map[access.Path]*val
	// private objects are seen by the function that made them alone.
	private bool
	// opaque objects came out of a call: their content is known only as far as the call's summary tells.
	opaque bool
	// plural objects stand for several pieces of memory, so a store never overwrites.
	plural bool
}

const maxRefs = 16

func (v *val) events() evset {
	if v == nil {
		return nil
	}
	return v.ev
}

func (v *val) addrs() []ref {
	if v == nil {
		return nil
	}
	return v.refs
}

// otherTypes among the dynamic types of an interface says that there may be others: where it was read, anybody can put
// in what they like.
var otherTypes types.Type = types.Typ[types.Invalid]

// open reports whether a value may have other dynamic types than those that are known.
func (v *val) open() bool { return v == nil || slices.Contains(v.typs, otherTypes) }

func (v *val) empty() bool {
	return v == nil || len(v.ev) == 0 && len(v.refs) == 0 && len(v.sub) == 0 && len(v.fns) == 0 && len(v.typs) == 0 && !v.killed
}

func (v *val) child(elem access.Elem) *val {
	if v == nil {
		return nil
	}
	if i, ok := slices.BinarySearchFunc(v.sub, elem, func(s subval, e access.Elem) int { return cmp.Compare(s.elem, e) }); ok {
		return v.sub[i].v
	}
	return nil
}

// with returns v with one component replaced.
func (v *val) with(elem access.Elem, c *val) *val {
	out := &val{}
	if v != nil {
		*out = *v
		out.forget()
	}
	i, ok := slices.BinarySearchFunc(out.sub, elem, func(s subval, e access.Elem) int { return cmp.Compare(s.elem, e) })
	sub := make([]subval, 0, len(out.sub)+1)
	sub = append(sub, out.sub[:i]...)
	if !c.empty() {
		sub = append(sub, subval{elem, c})
	}
	if ok {
		i++
	}
	out.sub = append(sub, out.sub[i:]...)
	return out
}

// withEvents returns v with these events in place of its own.
func (v *val) withEvents(ev evset) *val {
	if v == nil {
		if len(ev) == 0 {
			return nil
		}
		return &val{ev: ev}
	}
	out := *v
	out.ev = ev
	return &out
}

// merge is the least value above both: associative, commutative and idempotent, with covers as its order. The fixpoint
// of a function ends because of that. The content of an object is killed only if it is killed on both sides.
func merge(a, b *val) *val {
	if a == b {
		return a
	}
	if a == nil || b == nil {
		return cmp.Or(a, b).withoutKills()
	}
	if a.covers(b) {
		return a
	}
	if b.covers(a) {
		return b
	}
	return &val{
		ev:     a.ev.union(b.ev),
		refs:   unionRefs(a.refs, b.refs),
		sub:    unionSub(a.sub, b.sub),
		fns:    unionFns(a.fns, b.fns),
		typs:   unionTypes(a.typs, b.typs),
		killed: a.killed && b.killed,
	}
}

// covers reports whether merging b into a changes nothing.
func (a *val) covers(b *val) bool {
	if a == b || b == nil {
		return a == b || !a.hasKilled()
	}
	if a == nil {
		return b.withoutKills().empty()
	}
	if a.killed && !b.killed || !a.ev.includes(b.ev) || len(b.refs) > len(a.refs) || len(b.fns) > len(a.fns) || len(b.typs) > len(a.typs) {
		return false
	}
	for _, r := range b.refs {
		if !slices.Contains(a.refs, r) {
			return false
		}
	}
	for _, t := range b.fns {
		if !slices.ContainsFunc(a.fns, func(u target) bool { return u.same(t) }) {
			return false
		}
	}
	for _, t := range b.typs {
		if !slices.ContainsFunc(a.typs, func(u types.Type) bool { return types.Identical(t, u) }) {
			return false
		}
	}
	for _, s := range b.sub {
		if !a.child(s.elem).covers(s.v) {
			return false
		}
	}
	for _, s := range a.sub {
		if b.child(s.elem) == nil && s.v.hasKilled() {
			return false
		}
	}
	return true
}

func (v *val) hasKilled() bool {
	if v == nil {
		return false
	}
	if v.some == 0 {
		v.some = 1
		if v.killed || slices.ContainsFunc(v.sub, func(s subval) bool { return s.v.hasKilled() }) {
			v.some = 2
		}
	}
	return v.some == 2
}

// withoutKills returns v without the mark of what was killed.
func (v *val) withoutKills() *val {
	if !v.hasKilled() {
		return v
	}
	out := *v
	out.forget()
	out.killed = false
	out.sub = make([]subval, 0, len(v.sub))
	for _, s := range v.sub {
		if c := s.v.withoutKills(); !c.empty() {
			out.sub = append(out.sub, subval{s.elem, c})
		}
	}
	return &out
}

// unionRefs keeps the first maxRefs addresses, whatever the order of the operands: of what is dropped, a later union
// brings nothing back.
func unionRefs(a, b []ref) []ref {
	if len(b) == 0 {
		return a
	}
	out := slices.Clone(a)
	for _, r := range b {
		if !slices.Contains(a, r) {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(x, y ref) int {
		return cmp.Or(cmp.Compare(x.obj.id, y.obj.id), cmp.Compare(x.path, y.path))
	})
	return out[:min(len(out), maxRefs)]
}

func unionSub(a, b []subval) []subval {
	out := make([]subval, 0, max(len(a), len(b)))
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case j == len(b) || i < len(a) && a[i].elem < b[j].elem:
			out = append(out, subval{a[i].elem, a[i].v.withoutKills()})
			i++
		case i == len(a) || a[i].elem > b[j].elem:
			out = append(out, subval{b[j].elem, b[j].v.withoutKills()})
			j++
		default:
			out = append(out, subval{a[i].elem, merge(a[i].v, b[j].v)})
			i, j = i+1, j+1
		}
	}
	return out
}

const maxTargets = 16

func (t target) same(u target) bool {
	if t.Callable != u.Callable || len(t.bindings) != len(u.bindings) {
		return false
	}
	for i := range t.bindings {
		if t.bindings[i] != u.bindings[i] && !(t.bindings[i].covers(u.bindings[i]) && u.bindings[i].covers(t.bindings[i])) {
			return false
		}
	}
	return true
}

func unionFns(a, b []target) []target {
	out := a
	for _, t := range b {
		i := slices.IndexFunc(out, func(u target) bool { return u.Callable == t.Callable })
		switch {
		case i < 0 && len(out) < maxTargets:
			out = append(slices.Clip(out), t)
		case i >= 0 && !out[i].same(t):
			out = slices.Clone(out)
			out[i].bindings = mergeAll(out[i].bindings, t.bindings)
		}
	}
	return out
}

func mergeAll(a, b []*val) []*val {
	out := make([]*val, max(len(a), len(b)))
	for i := range out {
		if i < len(a) {
			out[i] = a[i]
		}
		if i < len(b) {
			out[i] = merge(out[i], b[i])
		}
	}
	return out
}

func unionTypes(a, b []types.Type) []types.Type {
	out := a
	for _, t := range b {
		if len(out) < maxTargets && !slices.ContainsFunc(out, func(u types.Type) bool { return types.Identical(t, u) }) {
			out = append(slices.Clip(out), t)
		}
	}
	return out
}
