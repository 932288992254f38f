// Package signingkey reports keys that are not secret: a constant, an empty one, a short one, one from math/rand, a
// constant that stands in when the environment has none; and session ids and tokens that others can compute.
//
// It knows what makes a key worthless, and of the standard library what makes text without a secret. It must not know another library:
// the models say which argument is a key.
package signingkey

import (
	_ "embed"
	"fmt"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/fix"
	"github.com/unsafedecode/unsafedecode/internal/rule"
	"github.com/unsafedecode/unsafedecode/internal/taint"
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
Who can read the program can sign for it when the key is in it. Reported are the keys of signatures, tokens, MACs, ciphers and
session stores that are

- hard-coded: text or bytes in the program, also in a field, a variable or a function of another package, or behind an
  encoding or a hash;
- a fallback: hard-coded, and used where no other key is set; also the default in a struct tag, of a flag or of a setting,
  and in a variable or field that is called a key;
- empty;
- short: made of fewer than 16 random bytes;
- made by ` + "`math/rand`" + `, the clock or a counter: without a seed, since Go 1.22, of medium severity;
- with strict findings, unset: out of a setting that nothing compares with the empty string;

and session ids, tokens, OAuth states and passwords that are made by ` + "`math/rand`" + `, the clock or a counter, here or in another
package. What is made of a constant and something else is not reported: a key that is derived from a secret has a constant
label.

Silent in tests and in packages named as examples; where a comparison refuses the constant
(` + "`if key == placeholder { log.Fatal(...) }`" + `, or a minimum length), in whatever function; for the MAC key of a package that
compares no MAC, and the cipher key of one that opens nothing out of cookies, files, stores, queues or requests: such a key is
often dictated by the other side, as the interface of a vendor.

What to do: take the key from the environment or a secret store, and refuse to start without it: ` + "`signedcodec.FromEnv`" + `
does. Make ids and tokens with ` + "`crypto/rand`" + `.`,
	Before:   before,
	After:    after,
	Since:    "v0.1.0",
	Severity: rule.High,
	CWE:      []int{321, 330, 798},
	Variants: []*rule.Variant{hardCoded, fallback, empty, short, weakRandom, predictableID, unset},
	Find:     find,
	Offers:   offers,
	Next:     next,
	Audit:    audit,
}

// Analyzer reports the findings of Rule.
var Analyzer = rule.Analyzer(Rule)

var (
	hardCoded = &rule.Variant{Name: "hard-coded", Title: "a key that is in the program", CWE: []int{321, 798}, Fix: fixKey, Message: func(f rule.Finding) string {
		return fmt.Sprintf("hard-coded %s: load it from the environment and fail at startup if unset", f.Site.Sink)
	}}
	fallback = &rule.Variant{Name: "fallback", Title: "a constant that stands in for a missing key", CWE: []int{321, 1188}, Fix: fixKey, Message: func(f rule.Finding) string {
		return fmt.Sprintf("the %s falls back to a hard-coded value: fail at startup if it is unset", f.Site.Sink)
	}}
	empty = &rule.Variant{Name: "empty", Title: "an empty key", CWE: []int{321}, Fix: fixKey, Message: func(f rule.Finding) string {
		return fmt.Sprintf("the %s is empty: load it from the environment and fail at startup if unset", f.Site.Sink)
	}}
	short = &rule.Variant{Name: "short", Title: "a key of fewer than 16 random bytes", CWE: []int{326}, Fix: fixShort, Message: func(f rule.Finding) string {
		return fmt.Sprintf("the %s has %d random bytes: make it 16 or more", f.Site.Sink, f.Flow.Size)
	}}
	weakRandom = &rule.Variant{Name: "weak-random", Title: "a key made by math/rand", CWE: []int{338}, Fix: fixRandom, Message: func(f rule.Finding) string {
		return fmt.Sprintf("the %s comes from %s: use crypto/rand", f.Site.Sink, howWeak(f))
	}}
	unset = &rule.Variant{Name: "unset", Title: "a key that settings may leave empty", Severity: rule.Medium, CWE: []int{1188}, Strict: true, Fix: rule.NoFix, Message: func(f rule.Finding) string {
		return fmt.Sprintf("the %s comes from the %s, which may be empty: fail at startup if it is unset", f.Site.Sink, f.Flow.Source)
	}}
	predictableID = &rule.Variant{Name: "predictable-id", Title: "a session id or token that others can predict", CWE: []int{330, 340}, Fix: fixRandom, Message: func(f rule.Finding) string {
		return fmt.Sprintf("%s comes from %s: use crypto/rand", f.Site.Sink, howWeak(f))
	}}
)

// howWeak says where predictable bytes come from, and how bad that is.
func howWeak(f rule.Finding) string {
	if f.Severity == rule.Medium {
		return f.Flow.Source + ", which is not for secrets"
	}
	return f.Flow.Source + " and is predictable"
}

// namedKey is the fallback of a key that only a name shows: where the key is used is not known, so that the default alone can go.
var namedKey = &rule.Variant{Name: fallback.Name, Title: fallback.Title, CWE: fallback.CWE, Message: fallback.Message, Fix: fixDefault}

// fixDefault takes a key's default out.
func fixDefault(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
	places := f.Places()
	slices.Reverse(places) // where the constant is written comes first
	b := fix.New(pass)
	if fixes := b.RequiredSetting(f.Flow.Text, places...); fixes != nil {
		return fixes
	}
	return b.WithoutDefault(f.Flow.Text, places...)
}

// fixKey takes a key that is written in the program from the environment, or has the settings require it.
func fixKey(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
	if fixes := fixDefault(pass, f); fixes != nil {
		return fixes
	}
	places := f.Places()
	slices.Reverse(places)
	return fix.New(pass).EnvironmentKey(f.Flow.Text, places...)
}

// fixShort draws more bytes.
func fixShort(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
	return fix.New(pass).LongerKey(f.Places()...)
}

// fixRandom draws from crypto/rand what comes from math/rand, the clock or a counter.
func fixRandom(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
	switch f.Flow.Kind {
	case taint.WeakRandom, taint.Seeded:
		return fix.New(pass).SecureRandom(f.Variant.Name == "weak-random", f.Places()...)
	case taint.Clock, taint.Counter:
		return fix.New(pass).RandomText(f.Places()...)
	}
	return nil
}

// offers are the fixes of what becomes a key or a token elsewhere: functions that draw from math/rand, and constants that are called keys.
func offers(pass *analysis.Pass) (all []rule.Offered) {
	b := fix.New(pass)
	places, fixes := b.OfferedKeys(func(name string) bool { return rule.Models(pass).Matches("key-names", name) })
	if imports(pass.Pkg, "math/rand", "math/rand/v2") {
		drawn, random := b.OfferedRandom()
		places, fixes = append(places, drawn...), append(fixes, random...)
	}
	for i := range fixes {
		all = append(all, rule.Offered{Places: places[i], Fix: fixes[i]})
	}
	return all
}

func imports(pkg *types.Package, paths ...string) bool {
	return slices.ContainsFunc(pkg.Imports(), func(p *types.Package) bool { return slices.Contains(paths, p.Path()) })
}
