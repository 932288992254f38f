package facts

import (
	"go/token"
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// A fact says in a few words what it is, and an unreadable one that it is none.
func TestFactsDescribeThemselves(t *testing.T) {
	data := summary.Encode(map[string]*summary.Summary{"F": {NoReturn: true}}, func(s *summary.Step) token.Position { return s.Position })
	if got, want := describe(data), "taint of [F]"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	data[0]++
	if got := describe(data); got != summary.ErrMalformed.Error() {
		t.Errorf("of another version, it says %q", got)
	}
}
