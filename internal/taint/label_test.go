package taint

import "testing"

// label is a random label. What is cleared is not restored at once: then keeps it so.
func (d *drawing) label() label {
	coin := func() bool { return d.IntN(3) == 0 }
	l := label{
		clears: kindset(d.Uint64N(16)), part: coin(), shallow: coin(), mixed: coin(), assumed: coin(), refused: refused(d.Uint32N(8)),
	}
	l.restores = kindset(d.Uint64N(16)) &^ l.clears
	return l
}

// equal compares what a label does; why it says so does not count.
func equalLabels(l, m label) bool {
	l.why, m.why = "", ""
	return l == m
}

func TestCompositionOfLabels(t *testing.T) {
	d := newDrawing(8)
	for range trials {
		l, m, n := d.label(), d.label(), d.label()
		for law, ok := range map[string]bool{
			"an empty label changes nothing":        equalLabels(l.then(label{}), l) && equalLabels(label{}.then(l), l),
			"then is associative":                   equalLabels(l.then(m).then(n), l.then(m.then(n))),
			"then is idempotent":                    equalLabels(l.then(l), l),
			"nothing is cleared and restored":       l.then(m).clears&l.then(m).restores == 0,
			"the last word counts":                  l.then(m).clears&m.clears == m.clears && l.then(m).restores&m.restores == m.restores,
			"weaker is reflexive":                   l.weaker(l),
			"weaker is antisymmetric":               !(l.weaker(m) && m.weaker(l)) || equalLabels(l, m),
			"weaker is transitive":                  !(l.weaker(m) && m.weaker(n)) || l.weaker(n),
			"then is monotone on its left":          !l.weaker(m) || l.then(n).weaker(m.then(n)),
			"then is monotone on its right":         !l.weaker(m) || n.then(l).weaker(n.then(m)),
			"what lets through all is weaker still": (label{restores: 15}).then(l).clears&^l.clears == 0,
		} {
			if !ok {
				t.Fatalf("%s: not so for\n%+v\n%+v\n%+v", law, l, m, n)
			}
		}
	}
}

// A deep label takes along what a shallow one after it would leave: a value with all that it points to has no fields left to forget.
func TestDeepLabelsSwallowShallowOnes(t *testing.T) {
	deep, shallow := label{deep: true}, label{shallow: true}
	if got := deep.then(shallow); got.shallow || !got.deep {
		t.Errorf("deep, then shallow: %+v", got)
	}
	if got := shallow.then(deep); !got.shallow || got.deep {
		t.Errorf("shallow, then deep: %+v", got)
	}
}

func TestTheFirstReasonIsKept(t *testing.T) {
	for _, test := range []struct{ first, second, want string }{{"a", "b", "a"}, {"", "b", "b"}, {"a", "", "a"}, {"", "", ""}} {
		if got := (label{why: test.first}).then(label{why: test.second}).why; got != test.want {
			t.Errorf("%q, then %q: %q", test.first, test.second, got)
		}
	}
}
