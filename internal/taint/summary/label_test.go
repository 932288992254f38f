package summary

import (
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/lawtest"
)

// label is a random label. What is cleared is not restored at once: then keeps it so.
func (d parts) label() Label {
	coin := func() bool { return d.IntN(3) == 0 }
	l := Label{
		Clears: kind.Set(d.Uint64N(16)), Part: coin(), Shallow: coin(), Mixed: coin(), Assumed: coin(), Refused: Refused(d.Uint32N(8)),
	}
	l.Restores = kind.Set(d.Uint64N(16)) &^ l.Clears
	return l
}

// equalLabels compares what a label does; why it says so does not count.
func equalLabels(l, m Label) bool {
	l.Why, m.Why = "", ""
	return l == m
}

func TestCompositionOfLabels(t *testing.T) {
	d := newParts(8)
	for range lawtest.Trials {
		l, m, n := d.label(), d.label(), d.label()
		for law, ok := range map[string]bool{
			"an empty label changes nothing":        equalLabels(l.Then(Label{}), l) && equalLabels(Label{}.Then(l), l),
			"then is associative":                   equalLabels(l.Then(m).Then(n), l.Then(m.Then(n))),
			"then is idempotent":                    equalLabels(l.Then(l), l),
			"nothing is cleared and restored":       l.Then(m).Clears&l.Then(m).Restores == 0,
			"the last word counts":                  l.Then(m).Clears&m.Clears == m.Clears && l.Then(m).Restores&m.Restores == m.Restores,
			"weaker is reflexive":                   l.Weaker(l),
			"weaker is antisymmetric":               !(l.Weaker(m) && m.Weaker(l)) || equalLabels(l, m),
			"weaker is transitive":                  !(l.Weaker(m) && m.Weaker(n)) || l.Weaker(n),
			"then is monotone on its left":          !l.Weaker(m) || l.Then(n).Weaker(m.Then(n)),
			"then is monotone on its right":         !l.Weaker(m) || n.Then(l).Weaker(n.Then(m)),
			"what lets through all is weaker still": (Label{Restores: 15}).Then(l).Clears&^l.Clears == 0,
		} {
			if !ok {
				t.Fatalf("%s: not so for\n%+v\n%+v\n%+v", law, l, m, n)
			}
		}
	}
}

// A deep label takes along what a shallow one after it would leave: a value with all that it points to has no fields
// left to forget.
func TestDeepLabelsSwallowShallowOnes(t *testing.T) {
	deep, shallow := Label{Deep: true}, Label{Shallow: true}
	if got := deep.Then(shallow); got.Shallow || !got.Deep {
		t.Errorf("deep, then shallow: %+v", got)
	}
	if got := shallow.Then(deep); !got.Shallow || got.Deep {
		t.Errorf("shallow, then deep: %+v", got)
	}
}

func TestTheFirstReasonIsKept(t *testing.T) {
	for _, test := range []struct{ first, second, want string }{{"a", "b", "a"}, {"", "b", "b"}, {"a", "", "a"}, {"", "", ""}} {
		if got := (Label{Why: test.first}).Then(Label{Why: test.second}).Why; got != test.want {
			t.Errorf("%q, then %q: %q", test.first, test.second, got)
		}
	}
}
