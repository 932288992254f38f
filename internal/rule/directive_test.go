package rule

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"
)

func TestParseDirective(t *testing.T) {
	tests := []struct {
		text    string
		rules   []string
		until   string
		problem string // a part of it
		none    bool
	}{
		{text: "//unsafedecode:ignore a -- we wrote it", rules: []string{"a"}},
		{text: "//unsafedecode:ignore a,b until=2027-01-31 -- moves next year", rules: []string{"a", "b"}, until: "2027-01-31"},
		{text: "//unsafedecode:ignore a b -- two", rules: []string{"a", "b"}},
		{text: "//unsafedecode:ignore a", rules: []string{"a"}, problem: "gives no reason: write //unsafedecode:ignore a -- reason"},
		{text: "//unsafedecode:ignore a --", rules: []string{"a"}, problem: "gives no reason"},
		{text: "//unsafedecode:ignore a -- ", rules: []string{"a"}, problem: "gives no reason"},
		{text: "//unsafedecode:ignore", problem: "names no rule"},
		{text: "//unsafedecode:ignore -- because", problem: "names no rule"},
		{text: "//unsafedecode:ignore a until=soon -- because", rules: []string{"a"}, problem: `"soon" is no date`},
		{text: "//unsafedecode:ignroe a -- because", problem: "unknown directive //unsafedecode:ignroe"},
		{text: "//unsafedecode:ignored a -- because", problem: "unknown directive"},
		{text: "// unsafedecode:ignore a -- because", problem: "no space after //"},
		{text: "// see unsafedecode:ignore a -- because", none: true},
		{text: "//nolint:unsafedecode", none: true},
		{text: "// unsafedecode finds this", none: true},
	}
	for _, tt := range tests {
		d := parseDirective(tt.text)
		if tt.none {
			if d != nil {
				t.Errorf("%q: is a directive", tt.text)
			}
			continue
		}
		if d == nil {
			t.Errorf("%q: is no directive", tt.text)
			continue
		}
		if !slices.Equal(d.rules, tt.rules) {
			t.Errorf("%q: rules %q, want %q", tt.text, d.rules, tt.rules)
		}
		if (d.problem == "") != (tt.problem == "") || !strings.Contains(d.problem, tt.problem) {
			t.Errorf("%q: problem %q, want %q", tt.text, d.problem, tt.problem)
		}
		if tt.until != "" && d.until.Format(dateLayout) != tt.until {
			t.Errorf("%q: until %s", tt.text, d.until)
		}
	}
}

func TestExpired(t *testing.T) {
	d := parseDirective("//unsafedecode:ignore a until=2027-01-31 -- moves")
	last := time.Date(2027, 1, 31, 23, 59, 59, 0, time.Local)
	if d.expired(last) {
		t.Error("expired within the last day")
	}
	if !d.expired(last.Add(time.Second)) {
		t.Error("holds on the day after")
	}
	if parseDirective("//unsafedecode:ignore a -- for ever").expired(last) {
		t.Error("a directive without a date expired")
	}
}

// In the sources each directive names the lines that it covers, from-to, in its reason.
func TestScope(t *testing.T) {
	sources := map[string]string{
		"lines": `package p

func f() {
	g() //unsafedecode:ignore a -- 4-4
	//unsafedecode:ignore a -- 5-6
	g()
	g()
	//unsafedecode:ignore a -- 8-10
	// and a comment below it
	g()
	//unsafedecode:ignore a -- 11-14
	h(
		1,
		2)
	//unsafedecode:ignore a -- 15-17
	if err := h(
		1, 2); err != nil {
		g()
	}
	//unsafedecode:ignore a -- 20-21
	go func() {
		g()
	}()
	if true { //unsafedecode:ignore a -- 24-24
		g()
	}
	for range 3 {
		g()
	} //unsafedecode:ignore a -- 29-29
}
`,
		"generated lines": `package p

func f() {
//line f.y:3
//unsafedecode:ignore a -- 5-6
	g()
	g()
}
`,
		"function": `package p

// f does it.
//
//unsafedecode:ignore a -- 5-8
func f() {
	g()
}

//unsafedecode:ignore a -- 10-11

func g() {
	f()
}

//unsafedecode:ignore a -- 16-20
var x = []func(){
	f,
	g,
}

type t struct {
	//unsafedecode:ignore a -- 23-24
	F func()
	G func() //unsafedecode:ignore a -- 25-25
}
`,
		"file": `// Package p is one.
//
//unsafedecode:ignore a -- 1-8
package p

func f() {
}

`,
		"top": `//unsafedecode:ignore a -- 1-4

package p

`,
	}
	for name, src := range sources {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, src, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		result, err := readDirectives(&analysis.Pass{Fset: fset, Files: []*ast.File{file}})
		if err != nil {
			t.Fatal(err)
		}
		all := result.(*directives).all
		if len(all) != strings.Count(src, "//unsafedecode") {
			t.Errorf("%s: %d directives", name, len(all))
		}
		for _, d := range all {
			line := fset.PositionFor(d.pos, false).Line
			want := strings.Fields(strings.Split(strings.Split(src, "\n")[line-1], " -- ")[1])[0]
			if got := (span{d.from, d.to}).String(); got != want {
				t.Errorf("%s:%d: covers %s, want %s", name, line, got, want)
			}
		}
	}
}
