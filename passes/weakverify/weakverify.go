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
	Find:     find,
	Message:  message,
	Fix:      mend,
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

func message(f rule.Finding) string {
	switch f.Flow.Kind {
	case hashed:
		return fmt.Sprintf("%s of a secret and data takes the place of a MAC: use crypto/hmac and hmac.Equal", f.Flow.Source)
	case opened:
		return fmt.Sprintf("the %s is decrypted by %s, which does not notice a change: use an AEAD such as AES-GCM", f.Flow.Source, f.Site.Sink)
	case dropped:
		return fmt.Sprintf("the %s of %s is dropped, so that it verifies nothing", f.Flow.Source, f.Site.Sink)
	case tooLate:
		return fmt.Sprintf("%s comes after %s", f.Site.Sink, f.Flow.Source)
	}
	return fmt.Sprintf("a MAC is compared with %s, which tells by its time how far a guess was right: use hmac.Equal", f.Site.Sink)
}

// mend compares in constant time. The other findings need more than another call.
func mend(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
	if f.Flow.Kind != compared {
		return nil
	}
	return fix.New(pass).CompareMAC(f.SinkPlaces()...)
}
