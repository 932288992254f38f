package taint

import (
	"cmp"
	"fmt"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/lawtest"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// The fixpoints end, and their results do not depend on the order of visits, because a few operations keep the laws of
// a lattice. They are tested on random operands, without any Go code to analyse.

// A drawing makes random operands out of small pools, so that they meet often.
type drawing struct {
	*lawtest.Drawing
	objects []*object
	types   []types.Type
	funcs   []*ssa.Function
}

func newDrawing(seed uint64) *drawing {
	d := &drawing{Drawing: lawtest.New(seed)}
	for i := range 6 {
		d.objects = append(d.objects, &object{id: i})
		d.funcs = append(d.funcs, new(ssa.Function))
		name := types.NewTypeName(token.NoPos, nil, fmt.Sprint("T", i), nil)
		d.types = append(d.types, types.NewNamed(name, types.Typ[types.Int], nil))
	}
	return d
}

var someElems = []access.Elem{".A", ".B", ".C", access.Any, access.Key, "[=1]", "[=2]", "#0", "#1", "[:1:]"}

func (d *drawing) events(most, of int) evset {
	set := map[eventID]bool{}
	for range d.IntN(most + 1) {
		set[eventID(d.IntN(of))] = true
	}
	var out evset
	for e := range set {
		out = append(out, e)
	}
	slices.Sort(out)
	return out
}

// value is a random value; content says that it is that of an object, of which parts may be overwritten.
func (d *drawing) value(height int, content bool) *val {
	if d.IntN(8) == 0 {
		return nil
	}
	v := &val{ev: d.events(4, 12), killed: content && d.IntN(4) == 0}
	for range d.IntN(3) {
		v.refs = unionRefs(v.refs, []ref{{lawtest.Pick(d.Drawing, d.objects), access.PathOf(lawtest.Pick(d.Drawing, someElems))}})
	}
	if d.IntN(3) == 0 {
		v.fns = unionFns(v.fns, []target{{Callable: summary.Callable{Fn: lawtest.Pick(d.Drawing, d.funcs)}}})
	}
	if d.IntN(3) == 0 {
		v.typs = unionTypes(v.typs, []types.Type{lawtest.Pick(d.Drawing, d.types)})
	}
	if height > 0 {
		for range d.IntN(4) {
			v = v.with(lawtest.Pick(d.Drawing, someElems), d.value(height-1, content))
		}
	}
	return v
}

// same reports whether two values are equal in the order of covers. Lists of functions and types have no order of their
// own.
func same(a, b *val) bool { return a.covers(b) && b.covers(a) }

func TestMergeOfValues(t *testing.T) {
	d := newDrawing(1)
	for range lawtest.Trials {
		a, b, c := d.value(3, true), d.value(3, true), d.value(3, true)
		ab := merge(a, b)
		for law, ok := range map[string]bool{
			"merge is idempotent":              same(merge(a, a), a),
			"merge is commutative":             same(ab, merge(b, a)),
			"merge is associative":             same(merge(ab, c), merge(a, merge(b, c))),
			"merge is above both":              ab.covers(a) && ab.covers(b),
			"merging again changes nothing":    same(merge(ab, b), ab) && same(merge(ab, a), ab),
			"covers is reflexive":              a.covers(a),
			"covers is the order of merge":     a.covers(b) == same(ab, a),
			"covers is transitive":             !(a.covers(b) && b.covers(c)) || a.covers(c),
			"merge is monotone":                !a.covers(b) || merge(a, c).covers(merge(b, c)),
			"merge is least above both":        !(c.covers(a) && c.covers(b)) || c.covers(ab),
			"nil is below all that is certain": a.covers(nil) == !a.hasKilled() || a != nil && !a.killed,
			"height is that of the higher one": ab.height() == max(a.height(), b.height()) || ab.height() < max(a.height(), b.height()) && hasEmpty(a, b),
		} {
			if !ok {
				t.Fatalf("%s does not hold for\n%s\n%s\n%s", law, shown(a), shown(b), shown(c))
			}
		}
	}
}

// hasEmpty reports whether there are nodes in the trees that say nothing, which operations leave out.
func hasEmpty(vs ...*val) bool {
	return slices.ContainsFunc(vs, func(v *val) bool {
		return v != nil && slices.ContainsFunc(v.sub, func(s subval) bool { return s.v.withoutKills().empty() || hasEmpty(s.v) })
	})
}

// shown is a value as a failure prints it.
func shown(v *val) string {
	if v == nil {
		return "nil"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "{%v", v.ev)
	if v.killed {
		b.WriteString(" killed")
	}
	for _, r := range v.refs {
		fmt.Fprintf(&b, " &%d%s", r.obj.id, r.path)
	}
	fmt.Fprintf(&b, " %dfns %v", len(v.fns), v.typs)
	for _, s := range v.sub {
		fmt.Fprintf(&b, " %s:%s", s.elem, shown(s.v))
	}
	return b.String() + "}"
}

// Past a bound something is dropped, and the laws that fixpoints need hold nevertheless: merging again adds nothing,
// the order of operands does not matter, and no bound is passed.
func TestMergeKeepsItsBounds(t *testing.T) {
	d := newDrawing(2)
	for range 300 {
		a, b, c := d.events(2*maxEvents, 1000), d.events(2*maxEvents, 1000), d.events(2*maxEvents, 1000)
		a, b, c = a[:min(len(a), maxEvents)], b[:min(len(b), maxEvents)], c[:min(len(c), maxEvents)]
		ab := a.union(b)
		for law, ok := range map[string]bool{
			"the bound holds":                len(ab) <= maxEvents,
			"union is sorted":                slices.IsSorted(ab),
			"union is commutative":           slices.Equal(ab, b.union(a)),
			"union is associative":           slices.Equal(ab.union(c), a.union(b.union(c))),
			"a second union changes nothing": slices.Equal(ab.union(b), ab),
		} {
			if !ok {
				t.Fatalf("events: %s: not so for\n%v\n%v\n%v", law, a, b, c)
			}
		}
	}
	for range 300 {
		a, b, c := d.refs(), d.refs(), d.refs()
		ab := unionRefs(a, b)
		for law, ok := range map[string]bool{
			"the bound holds":                len(ab) <= maxRefs,
			"union is commutative":           slices.Equal(ab, unionRefs(b, a)),
			"union is associative":           slices.Equal(unionRefs(ab, c), unionRefs(a, unionRefs(b, c))),
			"a second union changes nothing": slices.Equal(unionRefs(ab, b), ab),
		} {
			if !ok {
				t.Fatalf("addresses: %s: not so for\n%v\n%v\n%v", law, a, b, c)
			}
		}
	}
}

// refs are up to as many addresses as a value may have.
func (d *drawing) refs() (out []ref) {
	for range d.IntN(maxRefs + 1) {
		out = unionRefs(out, []ref{{lawtest.Pick(d.Drawing, d.objects), access.PathOf(lawtest.Pick(d.Drawing, someElems))}})
	}
	return out
}

func TestIncludesIsTheOrderOfUnion(t *testing.T) {
	d := newDrawing(3)
	for range lawtest.Trials {
		a, b := d.events(6, 10), d.events(6, 10)
		if a.includes(b) != slices.Equal(a.union(b), a) {
			t.Fatalf("%v includes %v: %t", a, b, a.includes(b))
		}
		if n := a.together(b); n != len(a.union(b)) {
			t.Fatalf("%v and %v: together %d", a, b, n)
		}
	}
}

// Memos of a value are those of the value as it is now.
func TestMemosOfValues(t *testing.T) {
	d := newDrawing(4)
	plain := func(v *val) *val { return v.trim(200).clean() }
	for range lawtest.Trials {
		a, b := d.value(3, true), d.value(3, true)
		a.height()
		a.size()
		a.hasKilled()
		for what, v := range map[string]*val{
			"merge": merge(a, b), "with": a.with(".A", b), "notOver": a.withoutKills(), "withEvents": a.withEvents(evset{1}), "bounded": a.bounded(),
		} {
			if p := plain(v); v.height() != p.height() || v.size() != p.size() || v.hasKilled() != p.hasKilled() {
				t.Fatalf("%s of %s and %s: height %d, size %d, killed %t; want %d, %d, %t", what, shown(a), shown(b),
					v.height(), v.size(), v.hasKilled(), p.height(), p.size(), p.hasKilled())
			}
		}
	}
}

// clean is a copy of a tree without memos.
func (v *val) clean() *val {
	if v == nil {
		return nil
	}
	out := *v
	out.forget()
	out.sub = nil
	for _, s := range v.sub {
		out.sub = append(out.sub, subval{s.elem, s.v.clean()})
	}
	return &out
}

func TestTreesKeepTheirBounds(t *testing.T) {
	d := newDrawing(5)
	for range 300 {
		v := d.value(3, true)
		for range 10 { // puts it into itself
			v = (&val{ev: evset{eventID(d.IntN(9))}}).with(lawtest.Pick(d.Drawing, someElems), v).with(lawtest.Pick(d.Drawing, someElems), v)
		}
		low := v.bounded()
		if low.height() > maxHeight || low.size() > maxSize {
			t.Fatalf("height %d, size %d", low.height(), low.size())
		}
		if low.bounded() != low {
			t.Fatal("a tree within the bounds is cut again")
		}
		if !low.events().includes(v.events()) {
			t.Fatal("a cut loses events of the root")
		}
	}
}

func TestComponentsOfValues(t *testing.T) {
	d := newDrawing(6)
	for range lawtest.Trials {
		v, c, elem, other := d.value(2, false), d.value(2, false), lawtest.Pick(d.Drawing, someElems), lawtest.Pick(d.Drawing, someElems)
		w := v.with(elem, c)
		switch {
		case !c.empty() && w.child(elem) != c:
			t.Fatalf("%s with %s: has %s", shown(v), elem, shown(w.child(elem)))
		case other != elem && w.child(other) != v.child(other):
			t.Fatalf("%s with %s has changed %s", shown(v), elem, other)
		case !slices.IsSortedFunc(w.sub, func(a, b subval) int { return cmp.Compare(a.elem, b.elem) }):
			t.Fatalf("%s with %s: components are not sorted", shown(v), elem)
		case !slices.Equal(w.events(), v.events()):
			t.Fatalf("%s with %s has other events", shown(v), elem)
		}
	}
}

// Certain overwriting is known after a join only where it is on both sides.
func TestMergeOfStates(t *testing.T) {
	d := newDrawing(7)
	draw := func() *state {
		s := &state{}
		for range d.IntN(5) {
			s.set(lawtest.Pick(d.Drawing, d.objects), d.value(2, true))
		}
		return s
	}
	for range lawtest.Trials {
		a, b, c := draw(), draw(), draw()
		for law, ok := range map[string]bool{
			"merge is idempotent":  mergeStates(a, a).equal(a),
			"merge is commutative": mergeStates(a, b).equal(mergeStates(b, a)),
			"merge is associative": mergeStates(mergeStates(a, b), c).equal(mergeStates(a, mergeStates(b, c))),
			"equal is symmetric":   a.equal(b) == b.equal(a),
		} {
			if !ok {
				t.Fatalf("%s: not so for %s, %s and %s", law, contents(a), contents(b), contents(c))
			}
		}
		before := contents(a)
		a.clone().set(d.objects[0], &val{ev: evset{99}})
		if contents(a) != before {
			t.Fatal("a change of a copy changes the state")
		}
	}
}

func contents(s *state) string {
	var all []string
	for o, v := range s.content {
		all = append(all, fmt.Sprintf("%d: %s", o.id, shown(v)))
	}
	slices.Sort(all)
	return strings.Join(all, "; ")
}
