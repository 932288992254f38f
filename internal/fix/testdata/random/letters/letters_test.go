package letters

import "testing"

func TestRoundTrip(t *testing.T) {
	a, b := Token(40), Token(40)
	if len(a) != 40 || a == b {
		t.Errorf("%q and %q", a, b)
	}
	for _, r := range a {
		if r < 'a' || 'z' < r {
			t.Errorf("%q is not of the alphabet", r)
		}
	}
	if h, err := Hex(); err != nil || len(h) != 32 {
		t.Errorf("%q, %v", h, err)
	}
}
