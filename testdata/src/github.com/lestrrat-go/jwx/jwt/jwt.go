// Package jwt is a stub of github.com/lestrrat-go/jwx/jwt: the signatures are true, the bodies mean nothing.
package jwt

type Token interface{ Subject() string }

type ParseOption interface{ Ident() any }

func Parse(data []byte, options ...ParseOption) (Token, error)    { return nil, nil }
func ParseString(s string, options ...ParseOption) (Token, error) { return nil, nil }

func WithVerify(alg string, key any) ParseOption { return nil }
func WithValidate(b bool) ParseOption            { return nil }
