// Package unverifiedtoken reports tokens whose claims are used though nothing verified them.
//
// It knows the ways in which a verification of a token is left out. Which functions parse and verify is told by the models,
// save for options and key functions, which it knows by the names that the libraries share.
package unverifiedtoken

import (
	_ "embed"
	"fmt"

	"github.com/unsafedecode/unsafedecode/internal/rule"
)

//go:embed testdata/before.go
var before string

//go:embed testdata/after.go
var after string

// Rule is the rule unverifiedtoken.
var Rule = &rule.Rule{
	Name:  "unverifiedtoken",
	Title: "claims of a token are used though nothing verified them",
	Text: `
The claims of a JSON web token are what its bearer says until a signature is checked. Reported:

- claims of a request's token read by ` + "`ParseUnverified`, `UnsafeClaimsWithoutVerification`, `ParseInsecure` or" + `
  ` + "`WithVerify(false)`" + `, where no verification of the token follows in the function;
- the error of a parse dropped, and ` + "`Valid`" + ` not asked either: an unverified token is in the result beside the error;
- a parse without a key function, which can verify nothing;
- the algorithm ` + "`none`" + ` allowed;
- a key function that returns both shared secrets and public keys and does not look at the algorithm: whoever has the public
  key can sign.

Silent where the unverified claims only choose the key or the issuer and a verification follows, and for the program's own
tokens, which come from no request.

What to do: parse with a key function, pin the algorithms (` + "`jwt.WithValidMethods`" + `), and stop when the parse fails.`,
	Before:   before,
	After:    after,
	Since:    "v0.1.0",
	Severity: rule.High,
	CWE:      []int{347},
	Aspect:   "trust",
	Find:     find,
	Message:  message,
}

// Analyzer reports the findings of Rule.
var Analyzer = rule.Analyzer(Rule)

// Kinds of the sites that find adds.
const (
	unverified = "unverified"
	errDropped = "error dropped"
	noKeyFunc  = "no key function"
	allowsNone = "none allowed"
	confused   = "algorithm not pinned"
	switched   = "verification off"
)

func message(f rule.Finding) string {
	switch f.Flow.Kind {
	case errDropped:
		return fmt.Sprintf("the error of %s is dropped, and an unverified token is used", f.Site.Sink)
	case noKeyFunc:
		return fmt.Sprintf("%s has no key function, so that it cannot verify the token", f.Site.Sink)
	case allowsNone:
		return "the algorithm none is allowed, so that a token needs no signature"
	case confused:
		return "the key function returns shared secrets and public keys and does not look at the algorithm: whoever has the public key can sign"
	case switched:
		return fmt.Sprintf("%s parses a token with the verification switched off", f.Site.Sink)
	}
	return fmt.Sprintf("%s reads claims out of the %s, and nothing verifies them", f.Site.Sink, f.Flow.Source)
}
