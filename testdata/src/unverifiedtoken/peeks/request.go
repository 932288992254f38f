package peeks

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/golang-jwt/jwt/v5"
	jwx "github.com/lestrrat-go/jwx/v2/jwt"
)

// The request's header is parsed twice: to find the key, and with it.
func ofRequest(r *http.Request, load func(user string) (any, error)) (string, error) {
	peek, err := jwx.Parse([]byte(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")), jwx.WithVerify(false))
	if err != nil {
		return "", err
	}
	key, err := load(peek.Subject())
	if err != nil {
		return "", err
	}
	if _, err := jwx.ParseRequest(r, jwx.WithKey("ES512", key)); err != nil {
		return "", err
	}
	return peek.Subject(), nil
}

type raw struct {
	text string
	c    staff
}

// peeked has the token and what it says, for its caller to verify.
func peeked(r *http.Request) (*raw, error) {
	text := bearer(r)
	if text == "" {
		return nil, errors.New("no token")
	}
	token, _, err := new(jwt.Parser).ParseUnverified(text, &staff{})
	if err != nil {
		return nil, err
	}
	return &raw{text, *token.Claims.(*staff)}, nil
}

func (k keys) checked(t raw) (*staff, error) {
	key, ok := k[t.c.Desk]
	if !ok {
		return nil, errUnknown
	}
	token, err := jwt.ParseWithClaims(t.text, &staff{}, func(*jwt.Token) (any, error) { return key, nil })
	if err != nil {
		return nil, err
	}
	return token.Claims.(*staff), nil
}

func (k keys) intercept(r *http.Request, next http.Handler, w http.ResponseWriter) error {
	t, err := peeked(r)
	if err != nil {
		return err
	}
	c, err := k.checked(*t)
	if err != nil {
		return err
	}
	next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), keys(nil), c.Desk)))
	return nil
}

type provider interface {
	ValidateToken(ctx context.Context, token string) (string, error)
	Name(token string) (string, error)
}

type providers map[string]provider

// The provider that the issuer names is asked; what it does is not seen here.
func (ps providers) subject(r *http.Request) (string, error) {
	text := bearer(r)
	var c jwt.RegisteredClaims
	if _, _, err := jwt.NewParser().ParseUnverified(text, &c); err != nil {
		return "", err
	}
	p := ps[c.Issuer]
	if p == nil {
		return "", errUnknown
	}
	if _, err := p.ValidateToken(r.Context(), text); err != nil {
		return "", err
	}
	return c.Subject, nil
}

func (ps providers) name(r *http.Request) (string, error) {
	text := bearer(r)
	var c jwt.RegisteredClaims
	if _, _, err := jwt.NewParser().ParseUnverified(text, &c); err != nil { // want "unverifiedtoken: ParseUnverified"
		return "", err
	}
	p := ps[c.Issuer]
	if p == nil {
		return "", errUnknown
	}
	if _, err := p.Name(text); err != nil {
		return "", err
	}
	return c.Subject, nil
}

type scheme interface {
	Verify(message, signature []byte) error
}

// signed looks at one of two sorts of signature, one of which it leaves to a library that is not known.
func signed(text, sort string, key []byte, s scheme) error {
	switch sort {
	case "hmac":
		_, err := jwt.Parse(text, func(*jwt.Token) (any, error) { return key, nil })
		return err
	case "other":
		parts := strings.SplitN(text, ".", 3)
		if len(parts) != 3 {
			return errUnknown
		}
		return s.Verify([]byte(parts[0]+"."+parts[1]), []byte(parts[2]))
	}
	return errUnknown
}

func eitherSort(r *http.Request, load func(string) ([]byte, error), s scheme) (string, error) {
	text := bearer(r)
	var c jwt.RegisteredClaims
	if _, _, err := jwt.NewParser().ParseUnverified(text, &c); err != nil {
		return "", err
	}
	key, err := load(c.Subject)
	if err != nil {
		return "", err
	}
	if err := signed(text, r.Header.Get("X-Sort"), key, s); err != nil {
		return "", err
	}
	return c.Subject, nil
}
