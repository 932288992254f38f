package report_test

import (
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/report"
)

func TestVisible(t *testing.T) {
	for text, want := range map[string]string{
		"session.go":                   "session.go",
		"naïve 世界 [x] #1":              "naïve 世界 [x] #1",
		"\x1b[31mred":                  `\x1b[31mred`,
		"a\r\nb\tc\x00\x7f":            `a\r\nb\tc\x00\x7f`,
		"\u009b2J":                     `\u009b2J`,
		"user\u202etxt.go":             `user\u202etxt.go`,
		"zero\u200bwidth":              `zero\u200bwidth`,
		"line\u2028end":                `line\u2028end`,
		"\xff\xfe":                     `\xff\xfe`,
		"##vso[task.setvariable]x":     `\x23#vso[task.setvariable]x`,
		"a ##[add-mask]x":              `a \x23#[add-mask]x`,
		"###[x":                        `#\x23#[x`,
		"literal \ufffd is no mistake": "literal \ufffd is no mistake",
	} {
		if got := report.Visible(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := report.VisibleLines("a\tb\n\x1bc\r\n"); got != "a\tb\n\\x1bc\r\n" {
		t.Errorf("lines: %q", got)
	}
}
