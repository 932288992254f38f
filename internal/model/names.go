package model

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Lists of names that tell a secret, for conditions with `names:`. They are compared without regard to case; - and _
// are one.
var secretNames = map[string][]string{
	"secret-header": {
		"Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-API-Key", "X-Auth-Token", "X-API-Token",
		"X-Access-Token", "X-Csrf-Token", "X-Amz-Security-Token",
	},
	"secret-parameter": {
		"access_token", "api_key", "apikey", "token", "client_secret", "password", "refresh_token", "id_token", "code",
		"sig", "signature",
	},
	// Environment variables and configuration keys: the last words of the name.
	"secret-setting": {"secret", "password", "passwd", "token", "api_key", "apikey", "private_key", "credential", "credentials", "secret_key", "access_key"},
}

// SecretNames returns the names of a list, as a condition compares them. Unknown lists are empty.
func SecretNames(list string) []string { return slices.Clone(secretNames[list]) }

// namesPattern is what a condition's constant argument must match: one of the names, or for settings end in one.
func namesPattern(list string, names []string) *regexp.Regexp {
	alternatives := make([]string, len(names))
	for i, name := range names {
		alternatives[i] = regexp.MustCompile(`[-_]`).ReplaceAllString(regexp.QuoteMeta(name), `[-_]`)
	}
	start := "^"
	if list == "secret-setting" {
		start = `(?:^|[-_.])`
	}
	return regexp.MustCompile("(?i)" + start + "(?:" + strings.Join(alternatives, "|") + ")$")
}

// defaultPatterns are the patterns of the lists as they are; compiled when first asked for.
var defaultPatterns = func() map[string]func() *regexp.Regexp {
	patterns := map[string]func() *regexp.Regexp{}
	for list, names := range secretNames {
		patterns[list] = sync.OnceValue(func() *regexp.Regexp { return namesPattern(list, names) })
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
