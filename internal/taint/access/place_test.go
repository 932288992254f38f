package access

import (
	"slices"
	"strings"
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/taint/lawtest"
)

// A paths draws elements and paths.
type paths struct{ *lawtest.Drawing }

func newPaths(seed uint64) paths { return paths{lawtest.New(seed)} }

// elem is a random element of a path, as the engine makes them.
func (d paths) elem() string {
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
func (d paths) path(most int) (path string, es []string) {
	for range d.IntN(most + 1) {
		e := d.elem()
		if len(es) > 0 && e[0] == '#' {
			continue // results of a call are components of its value, and of nothing below
		}
		if next, ok := Join(path, e); ok {
			path, es = next, append(es, e)
		}
	}
	return path, es
}

func TestSplittingIsTheInverseOfJoining(t *testing.T) {
	d := newPaths(9)
	for range lawtest.Trials {
		path, es := d.path(7)
		if got := Elements(path); !slices.Equal(got, es) {
			t.Fatalf("%q is split into %q; it was made of %q", path, got, es)
		}
		if again := JoinAll("", path); again != path {
			t.Fatalf("%q is joined again as %q", path, again)
		}
		if strings.Join(Elements(path), "") != path {
			t.Fatalf("%q loses something when it is split", path)
		}
		more, _ := d.path(3)
		joined := JoinAll(path, more)
		if !strings.HasPrefix(joined, path) || !strings.HasPrefix(path+more, joined) {
			t.Fatalf("%q below %q is %q", more, path, joined)
		}
	}
}

func TestPathsHaveABoundedLength(t *testing.T) {
	d := newPaths(10)
	for range lawtest.Trials {
		path, inside := "", ""
		for range 30 {
			e := d.elem()
			if e[0] == '#' {
				continue
			}
			next, ok := Join(path, e)
			if ok == (next == path) {
				t.Fatalf("%q below %q: %q, %t", e, path, next, ok)
			}
			path = next
			inside, _ = JoinInside(inside, e)
		}
		fields := 0
		for _, e := range Elements(path) {
			if e[0] == '.' {
				fields++
			}
		}
		if fields > MaxDepth || len(Elements(path)) > maxElems || len(Elements(inside)) > maxInside {
			t.Fatalf("%q, inside %q", path, inside)
		}
	}
}

func TestOverlap(t *testing.T) {
	d := newPaths(11)
	for range lawtest.Trials {
		a, _ := d.path(4)
		b, _ := d.path(4)
		below, _ := Join(a, ".Z")
		if Overlap(a, b) != Overlap(b, a) {
			t.Fatalf("%q and %q: overlap is not symmetric", a, b)
		}
		if !Overlap(a, a) || !Overlap(a, below) || !Overlap("", a) {
			t.Fatalf("%q does not overlap with itself, what is above it and what is below", a)
		}
	}
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{".A", ".B", false}, {".A", ".A.B", true}, {".A[]", ".A[=1]", true}, {"[=1]", "[=2]", false}, {"[key]", "[]", false},
		{"[key]", "[=1]", false}, {"[=1].A", "[].A", true}, {"[=1].A", "[].B", false},
	} {
		if got := Overlap(test.a, test.b); got != test.want {
			t.Errorf("%q and %q overlap: %t", test.a, test.b, got)
		}
	}
}

func TestPartsOfSlices(t *testing.T) {
	first := Slice("1:")
	part, _ := JoinInside("", first)
	twice, ok := JoinInside(part, Slice("2:4"))
	if !ok || twice != "[:1:;2:4]" {
		t.Errorf("a part of a part: %q, %t", twice, ok)
	}
	for range 3 { // cut in a loop, it is some part
		twice, _ = JoinInside(twice, Slice("1:"))
	}
	if twice != Some {
		t.Errorf("a part of a part of a part: %q", twice)
	}
	for path, want := range map[string]string{
		"[:1:][=2]": "[=3]", "[:1:][]": "[]", "[:n:][=2]": "[]", "[:1:;2:][=0]": "[]", ".A[:2:5][=0].B": ".A[=2].B", ".A": ".A",
		"[::4][=1]": "[=1]", "[:1:]": "[:1:]", "[:1:].A": "[:1:].A",
	} {
		if got := OfWhole(path); got != want {
			t.Errorf("%q in the whole slice: %q, want %q", path, got, want)
		}
		if got := OfWhole(OfWhole(path)); got != OfWhole(path) {
			t.Errorf("%q: in the whole slice twice: %q", path, got)
		}
	}
	rest, parts := SplitSlices(".A[:1:][]" + Slice("::x") + ".B")
	if rest != ".A[].B" || len(parts) != 2 {
		t.Errorf("without parts: %q, %q", rest, parts)
	}
}

func TestKindsOfElements(t *testing.T) {
	for elem, want := range map[string][3]bool{ // of a part, of a constant index, of any index
		Any: {false, false, true}, Key: {}, Const("1"): {false, true, true}, Slice(":"): {true, false, true},
		Some: {true, false, true}, Field("A"): {}, Tuple(0): {},
	} {
		if got := [3]bool{IsSlice(elem), IsConst(elem), IsIndex(elem)}; got != want {
			t.Errorf("%q: %v, want %v", elem, got, want)
		}
	}
}
