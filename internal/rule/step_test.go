package rule

import (
	"fmt"
	"go/token"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type span struct{ from, to int }

func (s span) String() string { return fmt.Sprintf("%d-%d", s.from, s.to) }

func TestStepRoundTrip(t *testing.T) {
	steps := []Step{
		{Message: "read from the request body"},
		{Message: "read from the request body", Func: "(*server).load"},
		{Message: "sent (in a hurry) to work (in pieces)", Func: "run.func1"},
		{Message: "decoded by gob", Func: "Load", Position: token.Position{Filename: "example.com/session@v1.2.0/load.go", Line: 41, Column: 7}},
		{Message: "decoded by gob", Func: "(*example.com/a.T[int]).Load", Position: token.Position{Filename: "with space/at 3/load.go", Line: 1, Column: 1}},
	}
	for _, want := range steps {
		if diff := cmp.Diff(want, ParseStep(want.String())); diff != "" {
			t.Errorf("%s: -want +got\n%s", want, diff)
		}
	}
}

func FuzzParseStep(f *testing.F) {
	f.Add("decoded by gob (in Load at example.com/session@v1.2.0/load.go:41:7)")
	f.Add(" (in )")
	f.Add("a (in b at c:1:2")
	f.Fuzz(func(t *testing.T, text string) {
		step := ParseStep(text)
		if step.Message == "" && text != "" && !strings.HasPrefix(text, stepIn) {
			t.Errorf("%q: the message is lost", text)
		}
	})
}

func TestParsePosition(t *testing.T) {
	tests := map[string]string{
		"a.go:3:4":    "a.go:3:4",
		"a.go:3":      "a.go:3",
		`C:\a.go:3:4`: `C:\a.go:3:4`,
		"a:b.go:3:4":  "a:b.go:3:4",
		"a.go":        "",
		":3:4":        "",
		"":            "",
		"-":           "",
	}
	for text, want := range tests {
		pos, ok := ParsePosition(text)
		if ok != (want != "") || ok && pos.String() != want {
			t.Errorf("%q: %v %v, want %q", text, pos, ok, want)
		}
	}
}
