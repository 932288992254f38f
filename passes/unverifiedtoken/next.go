package unverifiedtoken

import (
	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/fix"
	"github.com/unsafedecode/unsafedecode/internal/rule"
)

// next says how to verify, by what is left out.
func next(pass *analysis.Pass, f rule.Finding) string {
	p := fix.New(pass).Plan()
	switch f.Variant {
	case none, confusion:
		p.Say("Say which algorithm is yours, where the token is parsed:").
			Code("token, err := jwt.Parse(text, keyFunc, jwt.WithValidMethods([]string{\"HS256\"}))").
			Say("and look at it in the key function:").
			Code("if _, ok := token.Method.(*jwt.SigningMethodHMAC); !ok {", "\treturn nil, jwt.ErrTokenSignatureInvalid", "}")
	case unverified, byHand:
		p.Say("Parse the token with the key that it was signed with, and pin the algorithm.").
			Instead(f.SinkPlaces()...).
			Code("token, err := jwt.ParseWithClaims(text, claims, keyFunc, jwt.WithValidMethods([]string{\"HS256\"}))", "if err != nil {", "\treturn err", "}").
			Say("For tokens of an identity provider, keyFunc takes the public keys from its JWKS. If the claims only choose the key, verify with it before they are used.")
	default:
		p.Instead(f.Site.Pos).Code("the same, and return where the error is not nil, with nothing of the claims")
	}
	return p.String()
}
