// Package unverifiedtoken reports tokens whose claims are used though nothing verified them.
//
// It knows how the verification of a token is left out. The models say which functions parse and verify. Key functions
// and options it knows by the names that the libraries share.
package unverifiedtoken

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

// Rule is the rule unverifiedtoken.
var Rule = &rule.Rule{
	Name:  "unverifiedtoken",
	Title: "claims of a token are used though nothing verified them",
	Text: `
The claims of a JSON web token are what its bearer says until a signature is checked. Reported:

- claims of a request's token read by ` + "`ParseUnverified`, `UnsafeClaimsWithoutVerification`, `ParseInsecure`" + `,
  ` + "`WithVerify(false)`" + ` or a parse without a key, here or in a helper of another package, and used where no verification of
  the same token has succeeded;
- claims taken out of a request's token by hand, with Split, base64 and JSON, and used the same;
- the error of a parse ignored or only logged, and ` + "`Valid`" + ` not asked either, where the claims are used: an unverified token is
  in the result beside the error;
- a claim returned beside the error of a parse that failed;
- the algorithm ` + "`none`" + ` allowed;
- a key function that returns both shared secrets and public keys and does not look at the algorithm: whoever has the public
  key can sign.

Silent where the unverified claims only choose the key or the issuer and a verification follows on every path, where they
go into an error or a log and nowhere else, and for the program's own tokens, which come from no request.

What to do: parse with a key function, pin the algorithms (` + "`jwt.WithValidMethods`" + `), and stop when the parse fails.`,
	Before:   before,
	After:    after,
	Since:    "v0.1.0",
	Severity: rule.High,
	CWE:      []int{347},
	Aspect:   "trust",
	Variants: variants,
	Find:     find,
	Next:     next,
	Audit:    audit,
}

// Analyzer reports the findings of Rule.
var Analyzer = rule.Analyzer(Rule)

var (
	unverified = &rule.Variant{Name: "unverified", Title: "claims read without verification", Fix: fixUnverified, Message: func(f rule.Finding) string {
		return fmt.Sprintf("%s reads claims of the %s without verifying it: parse it with a key function", f.Site.Sink, f.Flow.Source)
	}}
	byHand = &rule.Variant{Name: "by-hand", Title: "claims taken out of a token by hand", Message: func(f rule.Finding) string {
		return fmt.Sprintf("claims of the %s are decoded by hand without verifying them: parse the token with a key function", f.Flow.Source)
	}}
	dropped = &rule.Variant{Name: "dropped", Title: "the error of a parse ignored", CWE: []int{252, 347}, Fix: fixDropped, Message: func(f rule.Finding) string {
		return fmt.Sprintf("the error of %s is ignored and the token is used unverified: return if it is not nil", f.Site.Sink)
	}}
	none = &rule.Variant{Name: "none", Title: "the algorithm none allowed", Fix: fixNone, Message: func(f rule.Finding) string {
		return "the algorithm none is allowed, so a token needs no signature: pin the algorithms with jwt.WithValidMethods"
	}}
	confusion = &rule.Variant{Name: "confusion", Title: "the algorithm not pinned", Fix: fixConfusion, Message: func(f rule.Finding) string {
		return "the key function accepts shared secrets and public keys: check the algorithm, or pin it with jwt.WithValidMethods"
	}}

	variants = []*rule.Variant{unverified, byHand, dropped, none, confusion}
)

// fixUnverified parses with the key function that the program has.
func fixUnverified(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
	return fix.New(pass).VerifyParse(f.SinkPlaces()...)
}

// fixNone refuses tokens without a signature.
func fixNone(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
	return fix.New(pass).RefuseUnsigned(f.Site.Pos)
}

// fixConfusion looks at the algorithm in the key function.
func fixConfusion(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
	return fix.New(pass).CheckAlgorithm(f.Site.Pos)
}

// fixBeside returns the error without the claim, where the trace ends.
func fixBeside(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
	return fix.New(pass).ErrorAlone(f.Flow.Trace[len(f.Flow.Trace)-1].Pos)
}

// fixDropped stops where the parse fails.
func fixDropped(pass *analysis.Pass, f rule.Finding) []analysis.SuggestedFix {
	return fix.New(pass).StopOnFailure(fix.BadToken, f.Site.Pos, f.Site.End)
}

// unasked is a form of the variant dropped for a function that returns the token and no error.
var unasked = &rule.Variant{Name: "dropped", Title: dropped.Title, CWE: dropped.CWE, Message: func(f rule.Finding) string {
	return fmt.Sprintf("the token that %s returns is used though nothing asks whether it is valid: look at that first", f.Site.Sink)
}}

// beside is a form of the variant dropped with a message of its own.
var beside = &rule.Variant{Name: "dropped", Title: dropped.Title, CWE: dropped.CWE, Fix: fixBeside, Message: func(f rule.Finding) string {
	return fmt.Sprintf("a claim of the token that %s refused is returned beside the error: return nothing of it", f.Site.Sink)
}}
