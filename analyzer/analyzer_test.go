package analyzer_test

import (
	"go/format"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/analyzer"
	"github.com/unsafedecode/unsafedecode/internal/rule"
)

func TestSuite(t *testing.T) {
	suite := analyzer.Suite()
	if err := analysis.Validate(suite); err != nil {
		t.Error(err)
	}
	if suite[0] == nil || &suite[0] == &analyzer.Suite()[0] {
		t.Error("a caller can change the suite")
	}
	for i, r := range analyzer.BuiltIn() {
		if a := suite[i]; a.Name != r.Name || a.URL != r.URL() || a.Doc != r.Doc() {
			t.Errorf("the analyzer of rule %s, in its place in the suite, is %s", r.Name, a.Name)
		}
	}
	for _, a := range suite {
		if err := analysis.Validate([]*analysis.Analyzer{a}); err != nil {
			t.Errorf("%s alone: %v", a.Name, err)
		}
		if strings.ContainsAny(a.Name, "_-") || a.URL == "" {
			t.Errorf("%s: its name is no word, or it has no URL", a.Name)
		}
	}
}

// What is written of a rule has one style.
func TestRules(t *testing.T) {
	word := regexp.MustCompile(`^[a-z]+$`)
	version := regexp.MustCompile(`^v\d+\.\d+\.\d+$`)
	for _, r := range analyzer.BuiltIn() {
		for want, ok := range map[string]bool{
			"a name that is one lower-case word":                        word.MatchString(r.Name),
			"a title of one line, in lower case and with no final stop": r.Title != "" && strings.ToLower(r.Title[:1]) == r.Title[:1] && !strings.ContainsAny(r.Title, "\n") && !strings.HasSuffix(r.Title, "."),
			"a text that ends with a full stop":                         strings.HasSuffix(strings.TrimSpace(r.Text), "."),
			"the version that the rule came with, as v0.1.0":            version.MatchString(r.Since),
			"a severity":                     r.Severity != rule.Default,
			"CWE numbers in ascending order": len(r.CWE) > 0 && slices.IsSorted(r.CWE),
			"pairs, or a function Find":      len(r.Pairs) > 0 || r.Find != nil,
			"a program after the fix that differs from the one before": r.Before != r.After,
			"a title without the rule's name":                          !strings.Contains(r.Title, r.Name),
		} {
			if !ok {
				t.Errorf("rule %s: want %s", r.Name, want)
			}
		}
		for line := range strings.Lines(r.Text) {
			if line = strings.TrimSuffix(line, "\n"); len(line) > 130 && line[0] != '|' { // a row of a table cannot be broken
				t.Errorf("rule %s: break the line of the text, which has %d bytes and may have 130: %s", r.Name, len(line), line)
			}
		}
		for what, code := range map[string]string{"before": r.Before, "after": r.After} {
			if formatted, err := format.Source([]byte(code)); err != nil || string(formatted) != code {
				t.Errorf("rule %s: run gofmt on testdata/%s.go of the rule: %v", r.Name, what, err)
			}
		}
		variants := map[string]bool{}
		for _, v := range r.Variants {
			if variants[v.Name] || !regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`).MatchString(v.Name) || v.Title == "" || strings.HasSuffix(v.Title, ".") || !slices.IsSorted(v.CWE) {
				t.Errorf("rule %s: variant %q: its name is taken or no word, it has no title of one line, or its weaknesses are not in ascending order", r.Name, v.Name)
			}
			variants[v.Name] = true
		}
		for _, p := range r.Pairs {
			if p.Variant != nil && r.Variant(p.Variant.Name) == nil {
				t.Errorf("rule %s: the variant %s of a pair is not in the list", r.Name, p.Variant.Name)
			}
			if len(p.Sources) == 0 || len(p.Sinks) == 0 {
				t.Errorf("rule %s has a pair without sources or sinks", r.Name)
			}
		}
		if fixtures, _ := filepath.Glob("../testdata/src/" + r.Name + "/*"); fixtures == nil {
			t.Errorf("rule %s has no fixtures: see CONTRIBUTING.md", r.Name)
		}
		if tests, _ := filepath.Glob("../passes/" + r.Name + "/*_test.go"); tests == nil {
			t.Errorf("rule %s has no test: see CONTRIBUTING.md", r.Name)
		}
	}
}

// Each pass is in the suite.
func TestNoPassIsForgotten(t *testing.T) {
	folders, err := os.ReadDir("../passes")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range folders {
		if source, _ := filepath.Glob("../passes/" + f.Name() + "/*.go"); source == nil {
			t.Errorf("passes/%s has no Go files", f.Name())
		}
		if !slices.ContainsFunc(analyzer.BuiltIn(), func(r *rule.Rule) bool { return r.Name == f.Name() }) {
			t.Errorf("passes/%s is not in the list of analyzer.go", f.Name())
		}
	}
}
