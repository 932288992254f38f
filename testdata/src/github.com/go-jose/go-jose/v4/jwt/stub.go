// Package jwt is a stub of github.com/go-jose/go-jose/v4/jwt: the signatures are true, the bodies mean nothing.
package jwt

type SignatureAlgorithm string

type JSONWebToken struct{ raw string }

func ParseSigned(s string, signatureAlgorithms []SignatureAlgorithm) (*JSONWebToken, error) {
	return nil, nil
}

func (t *JSONWebToken) Claims(key interface{}, dest ...interface{}) error         { return nil }
func (t *JSONWebToken) UnsafeClaimsWithoutVerification(dest ...interface{}) error { return nil }
