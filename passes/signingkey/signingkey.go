// Package signingkey reports keys that are no secret: a constant, an empty one, a short one, one from math/rand, a constant
// that stands in when the environment has none; and session ids and tokens that others can compute.
//
// It knows what makes a key worthless, and of the standard library what makes text without a secret. It must not know another library:
// the models say which argument is a key.
package signingkey

import (
	_ "embed"
	"fmt"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/fix"
	"github.com/unsafedecode/unsafedecode/internal/rule"
)

//go:embed testdata/before.go
var before string

//go:embed testdata/after.go
var after string

// Rule is the rule signingkey.
var Rule = &rule.Rule{
	Name:  "signingkey",
	Title: "the key of a signature, token or session is no secret",
	Text: `
Who can read the program can sign for it when the key is in it. Reported are the keys of MACs, signatures, AEADs, tokens and
session stores that are

- a constant, as a literal, a package variable, a field, a concatenation, or behind an encoding or a hash;
- empty;
- a constant that stands in when the environment has none, also in a variable or field that is called a key and used elsewhere;
- shorter than 16 bytes, where that can be seen;
- made by ` + "`math/rand`" + `, whose output can be computed;

and session ids and tokens that are made by ` + "`math/rand`" + `, here or by a function of another package, or by nothing but the clock
and counters. A JWT key function that returns such a key counts.

Silent in tests and in programs named as examples. A constant that the other side dictates (the key derivation of a standard, the
application key of a vendor's interface) cannot be told apart by its use: suppress it where it is needed, with the reason.

What to do: take the key from the environment or a secret store, and refuse to start without it: ` + "`signedcodec.FromEnv`" + `
does. Make ids and tokens with ` + "`crypto/rand`" + `.`,
	Before:   before,
	After:    after,
	Since:    "v0.1.0",
	Severity: rule.High,
	CWE:      []int{321, 330, 798},
	Pairs: []rule.Pair{
		{Sources: []string{"weakrandom"}, Sinks: []string{"signing-key"}},
	},
	Requires: []*analysis.Analyzer{predictable},
	Find:     find,
	Message:  message,
	Fix:      mend,
}

// Analyzer reports the findings of Rule.
var Analyzer = rule.Analyzer(Rule)

// Kinds of the sites that find adds.
const (
	constantKey = "constant"
	fallbackKey = "constant fallback"
	// namedFallback is one that only the name of the variable shows to be a key's.
	namedFallback = "named fallback"
	emptyKey      = "empty"
	weakToken     = "weak token"
)

func message(f rule.Finding) string {
	switch f.Flow.Kind {
	case constantKey:
		return fmt.Sprintf("the %s is a constant, so that everybody who has the program can sign: take it from the environment and refuse to start without it", f.Site.Sink)
	case fallbackKey, namedFallback:
		return fmt.Sprintf("the %s falls back to a constant, so that everybody who has the program can sign where none is set: refuse to start instead", f.Site.Sink)
	case emptyKey:
		return fmt.Sprintf("the %s is empty, so that everybody can sign", f.Site.Sink)
	case weakToken:
		return fmt.Sprintf("%s is made by %s, which others can compute: use crypto/rand", f.Site.Sink, f.Flow.Source)
	}
	return fmt.Sprintf("the %s comes from math/rand, whose output can be computed: use crypto/rand", f.Site.Sink)
}

// mend takes a key that is written in the program from the environment.
func mend(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
	if f.Flow.Kind != constantKey && f.Flow.Kind != fallbackKey && f.Flow.Kind != emptyKey {
		return nil
	}
	places := f.Places()
	slices.Reverse(places) // where the constant is written comes first
	return fix.New(pass).EnvironmentKey(places...)
}
