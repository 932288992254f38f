package config

import (
	"fmt"
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/model"
)

// The kinds that docs/configuration.md names.
var (
	sourceKinds = append(slices.Clone(threats), "secret")
	sinkKinds   = []string{
		"unhardened", "parser", "selfdescribing", "schema", "dynamic", "read-all", "inflate", "message", "alloc",
		"cache-value", "cache-key", "memory-value", "memory-key", "disk-value", "disk-key", "signing-key", "command",
	}
)

// checkKinds finds kinds that are misspelt: a rule would ask for values that nothing gives, and say nothing. A kind of the user's own may
// be any word, and may be given by comments in the code alone; so a kind is misspelt if nothing else in the file has it and it is nearly
// one that is known.
func (f *fileSettings) checkKinds() error {
	given := map[bool][]string{} // by models: of sources, of sinks
	asked := map[bool][]string{} // by rules
	for _, e := range f.models {
		for _, source := range []bool{true, false} {
			given[source] = append(given[source], kindsOf(&e, source)...)
		}
	}
	for i, r := range f.customRules {
		asked[true], asked[false] = append(asked[true], r.Sources...), append(asked[false], r.Sinks...)
		for _, source := range []bool{true, false} {
			kinds := r.Sources
			if !source {
				kinds = r.Sinks
			}
			for _, kind := range kinds {
				if near := misspelt(kind, append(knownKinds(source), given[source]...)); near != "" {
					return f.customNodes[i].Errorf("rule %s: kind %q is not known; do you mean %q?", r.Name, kind, near)
				}
			}
		}
	}
	for _, e := range f.models {
		for _, source := range []bool{true, false} {
			for _, kind := range kindsOf(&e, source) {
				if slices.Contains(asked[source], kind) {
					continue
				}
				if near := misspelt(kind, append(knownKinds(source), asked[source]...)); near != "" {
					return fmt.Errorf("%s: kind %q is not known, and no rule here asks for it; do you mean %q?", e.Roles.Pos, kind, near)
				}
			}
		}
	}
	return nil
}

func knownKinds(source bool) []string {
	if source {
		return slices.Clone(sourceKinds)
	}
	return slices.Clone(sinkKinds)
}

// kindsOf are the kinds of source or of sink that a model gives.
func kindsOf(e *model.Entry, source bool) (kinds []string) {
	if source {
		for _, s := range e.Roles.Sources {
			kinds = append(kinds, s.Kind)
		}
		return kinds
	}
	for _, s := range e.Roles.Sinks {
		kinds = append(kinds, s.Kind)
	}
	return kinds
}

// misspelt returns the known word that a word is nearly; empty if it is one of them or none is near.
func misspelt(word string, known []string) string {
	if slices.Contains(known, word) {
		return ""
	}
	for _, k := range known {
		if d := distance(word, k); d == 1 || d == 2 && min(len(word), len(k)) >= 6 {
			return k
		}
	}
	return ""
}

// distance counts the insertions, deletions, changes and swaps of neighbours that lead from one word to another.
func distance(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}
