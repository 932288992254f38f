// Package unverifiedtoken reports tokens whose claims are used though nothing verified them.
//
// It knows the ways in which a verification of a token is left out. Which functions parse and verify is told by the models,
// save for options and key functions, which it knows by the names that the libraries share.
package unverifiedtoken

import (
	_ "embed"
	"fmt"

	"golang.org/x/tools/go/analysis"

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
	Variants: variants,
	Find: func(pass *analysis.Pass) []rule.Finding {
		return rule.Findings(find(pass), func(kind string) *rule.Variant { return byKind[kind] })
	},
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

var variants = []*rule.Variant{
	{Name: "unverified", Title: "claims read without verification", Message: func(f rule.Finding) string {
		return fmt.Sprintf("%s reads claims of the %s without verifying it: parse it with a key function", f.Site.Sink, f.Flow.Source)
	}},
	{Name: "dropped", Title: "the error of a parse ignored", CWE: []int{252, 347}, Message: func(f rule.Finding) string {
		return fmt.Sprintf("the error of %s is ignored and the token is used unverified: return if it is not nil", f.Site.Sink)
	}},
	{Name: "none", Title: "the algorithm none allowed", Message: func(f rule.Finding) string {
		return "the algorithm none is allowed, so a token needs no signature: pin the algorithms with jwt.WithValidMethods"
	}},
	{Name: "confusion", Title: "the algorithm not pinned", Message: func(f rule.Finding) string {
		return "the key function accepts shared secrets and public keys: check the algorithm, or pin it with jwt.WithValidMethods"
	}},
}

// keyless and off are forms of the variant unverified with a message of their own.
var (
	keyless = &rule.Variant{Name: "unverified", Title: variants[0].Title, Message: func(f rule.Finding) string {
		return fmt.Sprintf("%s has no key function and cannot verify the token: give it one", f.Site.Sink)
	}}
	off = &rule.Variant{Name: "unverified", Title: variants[0].Title, Message: func(f rule.Finding) string {
		return fmt.Sprintf("%s switches the verification off: remove it and give the parse a key", f.Site.Sink)
	}}
)

// byKind maps what find notes to the variants.
var byKind = map[string]*rule.Variant{
	unverified: variants[0], errDropped: variants[1], allowsNone: variants[2], confused: variants[3], noKeyFunc: keyless, switched: off,
}
