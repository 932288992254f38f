package clocks

import (
	"strings"
	"testing"
)

func TestRoundTrip(t *testing.T) {
	for _, make := range []func() string{Session, Day, Next, func() string { return Token(7) }, func() string { return Link("ann") }} {
		if a, b := make(), make(); a == b || len(a) < 26 {
			t.Errorf("%q and %q", a, b)
		}
	}
	if !strings.HasPrefix(Link("ann"), "ann-") || !strings.HasPrefix(Next(), "session-") || strings.Contains(Link("ann"), "%!") {
		t.Errorf("%q, %q", Link("ann"), Next())
	}
}
