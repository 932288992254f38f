package access

import (
	"slices"
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/taint/lawtest"
)

// A paths draws elements and paths.
type paths struct{ *lawtest.Drawing }

func newPaths(seed uint64) paths { return paths{lawtest.New(seed)} }

// elem is a random element of a path, as the engine makes them.
func (d paths) elem() Elem {
	names := []string{"A", "Body", "x", "größe", "_"}
	constants := []string{"1", "-7", `"key"`, `"a.b"`, `"a[0]"`, `"]"`, ""}
	switch d.IntN(7) {
	case 0:
		return Any
	case 1:
		return Key
	case 2:
		return Const(lawtest.Pick(d.Drawing, constants))
	case 3:
		return Tuple(d.IntN(3))
	}
	return Field(lawtest.Pick(d.Drawing, names))
}

// path is a random path with room for more, and its elements.
func (d paths) path(most int) (path Path, es []Elem) {
	for range d.IntN(most + 1) {
		e := d.elem()
		if len(es) > 0 && e.IsTuple() {
			continue // results of a call are components of its value, and of nothing below
		}
		if next, ok := path.Join(e); ok {
			path, es = next, append(es, e)
		}
	}
	return path, es
}

func TestSplittingIsTheInverseOfJoining(t *testing.T) {
	d := newPaths(9)
	for range lawtest.Trials {
		path, es := d.path(7)
		if got := path.Elems(); !slices.Equal(got, es) {
			t.Fatalf("%q is split into %q; it was made of %q", path, got, es)
		}
		if again := Path("").JoinAll(path); again != path {
			t.Fatalf("%q is joined again as %q", path, again)
		}
		if PathOf(path.Elems()...) != path {
			t.Fatalf("%q loses something when it is split", path)
		}
		more, _ := d.path(3)
		joined := path.JoinAll(more)
		if !joined.Within(path) || !(path + more).Within(joined) {
			t.Fatalf("%q below %q is %q", more, path, joined)
		}
	}
}

func TestPathsHaveABoundedLength(t *testing.T) {
	d := newPaths(10)
	for range lawtest.Trials {
		path, inside := Path(""), Path("")
		for range 30 {
			e := d.elem()
			if e.IsTuple() {
				continue
			}
			next, ok := path.Join(e)
			if ok == (next == path) {
				t.Fatalf("%q below %q: %q, %t", e, path, next, ok)
			}
			path = next
			inside, _ = inside.JoinInside(e)
		}
		fields := 0
		for _, e := range path.Elems() {
			if e.IsField() {
				fields++
			}
		}
		if fields > MaxDepth || len(path.Elems()) > maxElems || len(inside.Elems()) > maxInside {
			t.Fatalf("%q, inside %q", path, inside)
		}
	}
}

func TestOverlap(t *testing.T) {
	d := newPaths(11)
	for range lawtest.Trials {
		a, _ := d.path(4)
		b, _ := d.path(4)
		below, _ := a.Join(".Z")
		if a.Overlaps(b) != b.Overlaps(a) {
			t.Fatalf("%q and %q: overlap is not symmetric", a, b)
		}
		if !a.Overlaps(a) || !a.Overlaps(below) || !Path("").Overlaps(a) {
			t.Fatalf("%q does not overlap with itself, what is above it and what is below", a)
		}
	}
	for _, test := range []struct {
		a, b Path
		want bool
	}{
		{".A", ".B", false}, {".A", ".A.B", true}, {".A[]", ".A[=1]", true}, {"[=1]", "[=2]", false}, {"[key]", "[]", false},
		{"[key]", "[=1]", false}, {"[=1].A", "[].A", true}, {"[=1].A", "[].B", false},
	} {
		if got := test.a.Overlaps(test.b); got != test.want {
			t.Errorf("%q and %q overlap: %t", test.a, test.b, got)
		}
	}
}

func TestCuttingIsTheInverseOfJoining(t *testing.T) {
	d := newPaths(14)
	for range lawtest.Trials {
		path, _ := d.path(3)
		below, _ := d.path(2)
		if rest, ok := (path + below).Cut(path); !ok || rest != below {
			t.Fatalf("%q below %q: %q, %t", below, path, rest, ok)
		}
	}
	for _, other := range []Path{".A", ".AB.C", "[].A", ""} { // a name that begins with another is another field
		if rest, ok := other.Cut(".AB.C.D"); ok {
			t.Errorf("%q is taken for a place below .AB.C.D, with %q left", other, rest)
		}
	}
	if Path(".AB").Within(".A") || !Path(".A.B").Within(".A") || !Path(".A[=1]").Within(".A") || !Path(".A").Within("") {
		t.Error("what lies within .A is told by elements")
	}
}

func TestPartsOfSlices(t *testing.T) {
	first := Slice("1:")
	part, _ := Path("").JoinInside(first)
	twice, ok := part.JoinInside(Slice("2:4"))
	if !ok || twice != "[:1:;2:4]" {
		t.Errorf("a part of a part: %q, %t", twice, ok)
	}
	for range 3 { // cut in a loop, it is some part
		twice, _ = twice.JoinInside(Slice("1:"))
	}
	if twice != PathOf(Some) {
		t.Errorf("a part of a part of a part: %q", twice)
	}
	for path, want := range map[Path]Path{
		"[:1:][=2]": "[=3]", "[:1:][]": "[]", "[:n:][=2]": "[]", "[:1:;2:][=0]": "[]", ".A[:2:5][=0].B": ".A[=2].B", ".A": ".A",
		"[::4][=1]": "[=1]", "[:1:]": "[:1:]", "[:1:].A": "[:1:].A",
	} {
		if got := path.OfWhole(); got != want {
			t.Errorf("%q in the whole slice: %q, want %q", path, got, want)
		}
		if got := path.OfWhole().OfWhole(); got != path.OfWhole() {
			t.Errorf("%q: in the whole slice twice: %q", path, got)
		}
	}
	rest, parts := PathOf(".A", "[:1:]", Any, Slice("::x"), ".B").SplitSlices()
	if rest != ".A[].B" || len(parts) != 2 {
		t.Errorf("without parts: %q, %q", rest, parts)
	}
}

func TestKindsOfElements(t *testing.T) {
	for elem, want := range map[Elem][3]bool{ // of a part, of a constant index, of any index
		Any: {false, false, true}, Key: {}, Const("1"): {false, true, true}, Slice(":"): {true, false, true},
		Some: {true, false, true}, Field("A"): {}, Tuple(0): {},
	} {
		if got := [3]bool{elem.IsSlice(), elem.IsConst(), elem.IsIndex()}; got != want {
			t.Errorf("%q: %v, want %v", elem, got, want)
		}
	}
}
