// Package weakverify reports checks that look like the check of a signature and prove nothing.
//
// It knows the ways in which such checks fail: the comparison, the key, the cipher, the order, the dropped result. It
// must not know a library.
package weakverify

import (
	_ "embed"
	"fmt"
	"go/token"

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

- a MAC compared in variable time, with ` + "`==`, `bytes.Equal`, `slices.Contains`, `reflect.DeepEqual`" + ` or in a loop over its
  bytes. It stops at the first byte that differs, and the time tells an attacker how far a guess was right;
- a hash without a key, or a CRC, compared with what came along with the bytes: everybody can compute it. It has to guard
  a decoder, cover a cookie, or be called a signature;
- a hash of secret and data in place of a MAC: such hashes can be extended without knowing the secret;
- what a cookie, request, store or file held, decrypted with CFB, CBC, CTR or OFB and then decoded or believed, with no
  check of the cipher text before: encryption without authentication can be altered bit by bit;
- the outcome of a verification that nobody looks at, or that is only logged;
- bytes decoded by a decoder that is not safe on hostile input, and verified after that;
- a verification that covers other bytes than those decoded behind it: an id, a name, a header of the same cookie or file;
- with ` + "`strict`" + `, a shared secret of a request compared with ` + "`==`" + `.

Silent: ETags, content addressing and digests that are pinned elsewhere; a checksum after a MAC that covers the same
bytes; two of the program's own MACs compared with each other; passwords hashed by a function made for it; settings
compared with what the program itself kept.

What to do: compare with ` + "`hmac.Equal`" + ` (or ` + "`subtle.ConstantTimeCompare`" + `), make the tag with ` + "`crypto/hmac`" + `,
encrypt with an AEAD such as AES-GCM, verify the very bytes that are decoded, first, and stop when it fails.`,
	Before:   before,
	After:    after,
	Since:    "v0.1.0",
	Severity: rule.High,
	CWE:      []int{208, 347},
	Aspect:   "trust",
	Variants: variants,
	Find:     find,
	Next:     nextCompare,
	Audit:    audit,
}

// Analyzer reports the findings of Rule.
var Analyzer = rule.Analyzer(Rule)

var (
	timing = &rule.Variant{Name: "timing", Title: "a MAC compared in variable time", CWE: []int{208}, Fix: fixCompare, Message: func(f rule.Finding) string {
		return fmt.Sprintf("MAC compared with %s, which leaks timing: use hmac.Equal", f.Site.Sink)
	}}
	unkeyed = &rule.Variant{Name: "unkeyed", Title: "a hash without a key used as a signature", CWE: []int{347, 353}, Next: nextKeyed, Message: func(f rule.Finding) string {
		return fmt.Sprintf("unkeyed hash of the %s used as a signature: use crypto/hmac and hmac.Equal", f.Flow.Source)
	}}
	prefix = &rule.Variant{Name: "prefix", Title: "a hash of a secret and data used as a MAC", CWE: []int{327, 347}, Fix: fixPrefix, Next: nextKeyed, Message: func(f rule.Finding) string {
		return "unkeyed hash of secret and data used as a MAC: use crypto/hmac and hmac.Equal"
	}}
	unauthenticated = &rule.Variant{Name: "unauthenticated", Title: "decryption without authentication", CWE: []int{353}, Next: nextSealed, Message: func(f rule.Finding) string {
		return fmt.Sprintf("the %s is decrypted without authentication: use an AEAD such as AES-GCM", f.Flow.Source)
	}}
	dropped = &rule.Variant{Name: "dropped", Title: "the outcome of a verification ignored", CWE: []int{252, 347}, Fix: fixDropped, Next: nextDropped, Message: func(f rule.Finding) string {
		return fmt.Sprintf("the %s of %s is ignored: stop when the verification fails", f.Flow.Source, f.Site.Sink)
	}}
	late = &rule.Variant{Name: "late", Title: "bytes decoded before they are verified", CWE: []int{347}, Next: nextFirst, Message: func(f rule.Finding) string {
		return fmt.Sprintf("%s verifies the %s after %s has decoded it: verify first", f.Site.Sink, f.Flow.Source, f.Flow.Kind)
	}}
	otherBytes = &rule.Variant{Name: "other-bytes", Title: "other bytes verified than decoded", CWE: []int{347}, Next: nextSame, Message: func(f rule.Finding) string {
		return fmt.Sprintf("%s does not cover the bytes of the %s that %s decodes: verify those", f.Site.Sink, f.Flow.Source, f.Flow.Kind)
	}}
	secretCompare = &rule.Variant{Name: "secret-compare", Title: "a secret compared in variable time", Severity: rule.Medium, CWE: []int{208}, Strict: true, Fix: fixCompare,
		Message: func(f rule.Finding) string {
			return fmt.Sprintf("secret compared with %s, which leaks timing: use subtle.ConstantTimeCompare", f.Site.Sink)
		}}

	variants = []*rule.Variant{timing, unkeyed, prefix, unauthenticated, dropped, late, otherBytes, secretCompare}
)

// fixDropped stops where the verification fails.
func fixDropped(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
	return fix.New(pass).StopOnFailure(fix.Forged, f.Site.Pos, f.Site.End)
}

// fixCompare compares in constant time.
func fixCompare(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
	return fix.New(pass).CompareMAC(f.SinkPlaces()...)
}

// lateAt is the variant late of a check that comes after the decode at a place.
func lateAt(decode token.Pos) *rule.Variant {
	v := *late
	v.Fix = func(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
		return fix.New(pass).VerifyFirst(f.Site.Pos, f.Site.End, decode)
	}
	return &v
}

// fixPrefix makes an HMAC of the hash.
func fixPrefix(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
	hash := token.NoPos
	if first := f.Flow.Trace[0]; !first.Position.IsValid() {
		hash = first.Pos
	}
	keys := rule.Models(pass).Words("shared-key-words")
	isKey := func(name string, field bool) bool { return namesKey(keys, name, field) }
	return fix.New(pass).KeyedHash(hash, isKey, f.SinkPlaces()...)
}
