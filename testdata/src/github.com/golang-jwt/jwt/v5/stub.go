// Package jwt is a stub of github.com/golang-jwt/jwt/v5: the signatures are true, the bodies mean nothing.
package jwt

import "errors"

var ErrTokenExpired = errors.New("token is expired")

type Claims interface{ GetSubject() (string, error) }

type RegisteredClaims struct{ Issuer, Subject string }

func (c RegisteredClaims) GetSubject() (string, error) { return c.Subject, nil }

type MapClaims map[string]any

func (m MapClaims) GetSubject() (string, error) { return "", nil }

type SigningMethod interface {
	Verify(signingString string, sig []byte, key any) error
	Sign(signingString string, key any) ([]byte, error)
	Alg() string
}

type SigningMethodHMAC struct{ Name string }

func (m *SigningMethodHMAC) Verify(signingString string, sig []byte, key any) error { return nil }
func (m *SigningMethodHMAC) Sign(signingString string, key any) ([]byte, error)     { return nil, nil }
func (m *SigningMethodHMAC) Alg() string                                            { return m.Name }

type unsafeNoneMagicConstant string

const UnsafeAllowNoneSignatureType unsafeNoneMagicConstant = "none signing method allowed"

var SigningMethodHS256 = &SigningMethodHMAC{"HS256"}

type Token struct {
	Raw    string
	Method SigningMethod
	Header map[string]any
	Claims Claims
	Valid  bool
}

func NewWithClaims(method SigningMethod, claims Claims) *Token { return nil }

func (t *Token) SignedString(key any) (string, error) { return "", nil }

type Keyfunc func(*Token) (any, error)

type ParserOption func(*Parser)

func WithValidMethods(methods []string) ParserOption { return nil }

type Parser struct{}

func NewParser(options ...ParserOption) *Parser { return nil }

func (p *Parser) Parse(tokenString string, keyFunc Keyfunc) (*Token, error) { return nil, nil }
func (p *Parser) ParseWithClaims(tokenString string, claims Claims, keyFunc Keyfunc) (*Token, error) {
	return nil, nil
}
func (p *Parser) ParseUnverified(tokenString string, claims Claims) (token *Token, parts []string, err error) {
	return nil, nil, nil
}

func Parse(tokenString string, keyFunc Keyfunc, options ...ParserOption) (*Token, error) {
	return nil, nil
}

func ParseWithClaims(tokenString string, claims Claims, keyFunc Keyfunc, options ...ParserOption) (*Token, error) {
	return nil, nil
}

type ValidatorOption func(*Validator)

type Validator struct{}

func NewValidator(opts ...ValidatorOption) *Validator { return nil }

func (v *Validator) Validate(claims Claims) error { return nil }
