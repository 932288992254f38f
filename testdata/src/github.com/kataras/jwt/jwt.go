// Package jwt is a stub of github.com/kataras/jwt: the signatures are true, the bodies mean nothing.
package jwt

type (
	Alg            interface{ Name() string }
	PublicKey      any
	PrivateKey     any
	SignOption     interface{}
	TokenValidator interface{}
)

type VerifiedToken struct{ Token, Payload []byte }

func (t *VerifiedToken) Claims(dest any) error { return nil }

type UnverifiedToken struct{ Header, Payload, Signature []byte }

func (t *UnverifiedToken) Claims(dest any) error { return nil }

func Verify(alg Alg, key PublicKey, token []byte, validators ...TokenValidator) (*VerifiedToken, error) {
	return nil, nil
}

func Decode(token []byte) (*UnverifiedToken, error) { return nil, nil }
