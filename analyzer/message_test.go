package analyzer_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/unsafedecode/unsafedecode/analyzer"
	"github.com/unsafedecode/unsafedecode/internal/rule"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// stilted are phrases that readers stumble over; the words that users of linters know take their place.
var stilted = regexp.MustCompile(`(?i)\b(mend\w*|of which|so that everybody|is none|are none|as against|hands? on|in clear|takes the place|tells by its time|that of what)\b`)

// samples are findings for each message to word: of each pair of a rule and of each variant.
func samples(r *rule.Rule) (all []rule.Finding) {
	sample := func(source, sink string, v *rule.Variant) {
		step := taint.Step{Func: "load", Message: "read from the request body"}
		flow := &taint.Flow{Kind: source, Source: "body of an HTTP request", Trace: []taint.Step{step, step}}
		all = append(all, rule.Finding{Site: &taint.Site{Kind: sink, Sink: "json.Unmarshal", Direct: true, Flows: []taint.Flow{*flow}}, Flow: flow, Variant: v, Severity: rule.High})
	}
	for _, p := range r.Pairs {
		for _, source := range p.Sources {
			for _, sink := range p.Sinks {
				sample(source, sink, p.Variant)
			}
		}
	}
	for _, v := range r.Variants {
		sample("", "", v)
	}
	return all
}

// A message says what is wrong in at most 100 characters, then after a colon what to do.
func TestMessages(t *testing.T) {
	for _, r := range analyzer.BuiltIn() {
		for _, f := range samples(r) {
			text := r.Words(f)
			what, _, _ := strings.Cut(text, ": ")
			switch {
			case utf8.RuneCountInString(what) > 100:
				t.Errorf("%s: %d characters before the colon: %s", r.Name, utf8.RuneCountInString(what), text)
			case strings.HasSuffix(text, ".") || strings.ContainsAny(text, "!\n"):
				t.Errorf("%s: a message has no final stop, no exclamation mark and one line: %s", r.Name, text)
			case stilted.MatchString(text):
				t.Errorf("%s: %q in %q", r.Name, stilted.FindString(text), text)
			}
		}
		for _, v := range r.Variants {
			if s := stilted.FindString(v.Title); s != "" {
				t.Errorf("%s: %q in the title of variant %s", r.Name, s, v.Name)
			}
		}
	}
}
