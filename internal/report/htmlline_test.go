package report

import (
	"fmt"
	"strings"
	"testing"
)

// What a step names is marked, the call at which a trace ends as a whole; of a long line, what is far from marks is folded.
func TestMark(t *testing.T) {
	show := func(parts []htmlPart) string {
		var b strings.Builder
		for _, p := range parts {
			text := p.Text
			if p.Folded != "" {
				text = fmt.Sprintf("<%s>", p.Folded)
			}
			switch {
			case p.Sink && p.Marked:
				text = "{[" + text + "]}"
			case p.Sink:
				text = "{" + text + "}"
			case p.Marked:
				text = "[" + text + "]"
			}
			b.WriteString(text)
		}
		return b.String()
	}
	long := strings.Repeat("x", 400)
	tests := []struct {
		text string
		at   []markAt
		want string
	}{
		{"a := b", nil, "a := b"},
		{"x := r.Body", []markAt{{6, false}}, "x := [r.Body]"},
		{"if a == b {", []markAt{{6, true}}, "if a {=}= b {"},
		{`return gob.NewDecoder(f(")", ')', r.Body)).Decode(&v), nil`, []markAt{{35, false}, {8, false}, {8, true}},
			`return {gob.NewDecoder(f(")", ')', }{[r.Body]}{)).Decode(&v)}, nil`},
		{"x := gob.NewDecoder(", []markAt{{6, true}}, "x := {gob.NewDecoder}("},
		{"x := a.B(c).D + e", []markAt{{6, true}}, "x := {a.B(c)}.D + e"},
		{"short", []markAt{{90, true}, {0, false}}, "short"},
		{long + " f(x)", []markAt{{402, true}}, "<… 341 characters …>" + strings.Repeat("x", 59) + " {f(x)}"},
		{"f(x) " + long, []markAt{{1, true}}, "{f(x)} " + strings.Repeat("x", 59) + "<… 341 characters …>"},
	}
	for _, tt := range tests {
		if got := show(mark(tt.text, tt.at)); got != tt.want {
			t.Errorf("%s at %v:\ngot  %s\nwant %s", tt.text, tt.at, got, tt.want)
		}
	}
}
