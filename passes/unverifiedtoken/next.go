package unverifiedtoken

import (
	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/fix"
	"github.com/unsafedecode/unsafedecode/internal/rule"
)

// next says how to add the verification that is left out.
func next(pass *analysis.Pass, f rule.Finding) string {
	p := fix.New(pass).Plan()
	switch f.Variant {
	case none:
		p.Say("Give a key for every token that you accept, and refuse the others:").
			Instead(f.Site.Pos).
			Code("return nil, errors.New(\"token without a signature\")")
	case confusion:
		p.Say("Before the function returns a shared secret, look at the algorithm:").
			Code("if !strings.HasPrefix(token.Method.Alg(), \"HS\") {", "\treturn nil, errors.New(\"unexpected signing method\")", "}").
			Say("and refuse those that begin with HS before it returns a public key. Or list your algorithms where tokens are parsed.")
	case unverified:
		p.Say("Parse the token with the key that it was signed with, and pin the algorithm.").
			Instead(f.SinkPlaces()...).
			Parse(f.SinkPlaces()...).
			Say("For tokens of an identity provider, the keys come from its JWKS. If the claims only choose the key, verify with it before they are used.")
	case byHand:
		p.Say("Verify the token before its claims are decoded, with the library that the program has for tokens, or else with a JWT library.").
			Instead(f.SinkPlaces()...).
			Code("token, err := jwt.ParseWithClaims(text, claims, keyFunc, jwt.WithValidMethods([]string{\"HS256\"}))", "if err != nil {", "\treturn err", "}")
	default:
		p.Instead(f.Site.Pos).Code("the same, and return where the error is not nil, with nothing of the claims")
	}
	return p.String()
}
