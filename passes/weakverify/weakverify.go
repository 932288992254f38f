// Package weakverify reports checks that look like the check of a signature and prove nothing.
//
// It knows the ways in which such checks fail: the comparison, the key, the cipher, the order, the dropped result. It
// must not know a library.
package weakverify

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/fix"
	"github.com/unsafedecode/unsafedecode/internal/rule"
)

//go:embed testdata/before.go
var before string

//go:embed testdata/after.go
var after string

// Rule is the rule weakverify.
var Rule = &rule.Rule{
	Name:  "weakverify",
	Title: "a check that looks like the check of a signature proves nothing",
	Text: `
Reported:

- a MAC compared with ` + "`==`, `bytes.Equal`, `strings.EqualFold` or `reflect.DeepEqual`" + `: they return at the first byte
  that differs, and the time tells an attacker how far a guess was right;
- a hash of secret and data in place of a MAC: such hashes can be extended without knowing the secret;
- what a browser sent, decrypted with CFB, CBC or CTR and then believed: encryption without authentication can be altered
  bit by bit;
- the result of a verification that nobody looks at;
- bytes that are decoded first and verified later, by a decoder that is not safe on hostile input.

Silent: a checksum or an ETag without a secret, passwords hashed by a function made for it, a comparison of public values.

What to do: compare with ` + "`hmac.Equal`" + ` (or ` + "`subtle.ConstantTimeCompare`" + `), make the tag with ` + "`crypto/hmac`" + `, encrypt with an
AEAD such as AES-GCM, verify first and stop when it fails.`,
	Before:   before,
	After:    after,
	Since:    "v0.1.0",
	Severity: rule.High,
	CWE:      []int{208, 347},
	Aspect:   "trust",
	Variants: variants,
	Find: func(pass *analysis.Pass) []rule.Finding {
		return rule.Findings(find(pass), func(kind string) *rule.Variant { return byKind[kind] })
	},
}

// Analyzer reports the findings of Rule.
var Analyzer = rule.Analyzer(Rule)

// Kinds of the sites that find adds.
const (
	compared = "mac"
	hashed   = "keyed hash"
	opened   = "decryption"
	dropped  = "dropped result"
	tooLate  = "late check"
	noResult = "result"
)

var variants = []*rule.Variant{
	{Name: "timing", Title: "a MAC compared in variable time", CWE: []int{208}, Fix: fixCompare, Message: func(f rule.Finding) string {
		return fmt.Sprintf("MAC compared with %s, which leaks timing: use hmac.Equal", f.Site.Sink)
	}},
	{Name: "prefix", Title: "a hash of a secret and data used as a MAC", CWE: []int{327, 347}, Message: func(f rule.Finding) string {
		return fmt.Sprintf("%s of a secret and data used as a MAC: use crypto/hmac and hmac.Equal", f.Flow.Source)
	}},
	{Name: "unauthenticated", Title: "decryption without authentication", CWE: []int{353}, Message: func(f rule.Finding) string {
		return fmt.Sprintf("%s decrypts the %s without authentication: use an AEAD such as AES-GCM", f.Site.Sink, f.Flow.Source)
	}},
	{Name: "dropped", Title: "the result of a verification ignored", CWE: []int{252, 347}, Message: func(f rule.Finding) string {
		return fmt.Sprintf("the %s of %s is ignored: stop when the verification fails", f.Flow.Source, f.Site.Sink)
	}},
	{Name: "late", Title: "bytes decoded before they are verified", CWE: []int{347}, Message: func(f rule.Finding) string {
		return fmt.Sprintf("%s comes after %s", f.Site.Sink, f.Flow.Source)
	}},
}

// byKind maps what find notes to the variants.
var byKind = map[string]*rule.Variant{compared: variants[0], hashed: variants[1], opened: variants[2], dropped: variants[3], tooLate: variants[4]}

// fixCompare compares in constant time.
func fixCompare(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
	return fix.New(pass).CompareMAC(f.SinkPlaces()...)
}
