package model

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// secretLists are the lists of names that tell a secret, for conditions with `names:`. They are compared without regard to case; - and _
// are one.
var secretLists = []string{
	"bearer-identifier", "key-identifier", "key-setting", "secret-header", "secret-identifier", "secret-parameter", "secret-setting",
}

// SecretNames returns the names of a list, as a condition compares them. Unknown lists are empty.
func SecretNames(list string) []string {
	l, _ := vocabularyList(list)
	return slices.Clone(l.Entries)
}

// namesPattern is what a condition's constant argument must match: one of the names, or for settings end in one.
func namesPattern(list string, names []string) *regexp.Regexp {
	separator := `[-_]`
	if strings.HasSuffix(list, "-setting") {
		separator = `[-_.]?`
	}
	alternatives := make([]string, len(names))
	for i, name := range names {
		alternatives[i] = regexp.MustCompile(`[-_]`).ReplaceAllString(regexp.QuoteMeta(name), separator)
	}
	start := "^"
	if strings.HasSuffix(list, "-setting") {
		start = `(?:^|[-_.])`
	}
	return regexp.MustCompile("(?i)" + start + "(?:" + strings.Join(alternatives, "|") + ")$")
}

// defaultPatterns are the patterns of the lists as they are; compiled when first asked for.
var defaultPatterns = func() map[string]func() *regexp.Regexp {
	patterns := map[string]func() *regexp.Regexp{}
	for _, list := range secretLists {
		patterns[list] = sync.OnceValue(func() *regexp.Regexp { return namesPattern(list, SecretNames(list)) })
	}
	return patterns
}()

// resolve gives the conditions with names their pattern.
func (r *Roles) resolve(patterns map[string]func() *regexp.Regexp) {
	conds := func(conds []Cond) {
		for i := range conds {
			if conds[i].Names != "" {
				conds[i].Match = patterns[conds[i].Names]()
			}
		}
	}
	for i := range r.Sources {
		conds(r.Sources[i].If)
	}
	for i := range r.Sinks {
		conds(r.Sinks[i].If)
	}
	for i := range r.Sanitizers {
		conds(r.Sanitizers[i].If)
	}
	for i := range r.Validators {
		conds(r.Validators[i].If)
	}
	for i := range r.Propagators {
		conds(r.Propagators[i].If)
	}
}

// SecretLists returns the names of the lists, sorted.
func SecretLists() []string { return slices.Clone(secretLists) }
