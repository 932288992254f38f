// Package fine verifies tokens, and reads unverified ones only to find out how.
package fine

import (
	"errors"
	"net/http"

	"github.com/golang-jwt/jwt/v5"
)

var errUnknown = errors.New("unknown issuer")

type server struct{ keys map[string][]byte }

func (s *server) subject(r *http.Request) (string, error) {
	var c jwt.RegisteredClaims
	_, err := jwt.ParseWithClaims(r.Header.Get("Authorization"), &c, func(*jwt.Token) (any, error) { return s.keys[""], nil }, jwt.WithValidMethods([]string{"HS256"}))
	if err != nil {
		return "", err
	}
	return c.Subject, nil
}

// The issuer chooses the key.
func (s *server) byIssuer(r *http.Request) (string, error) {
	text := r.Header.Get("Authorization")
	var c jwt.RegisteredClaims
	if _, _, err := jwt.NewParser().ParseUnverified(text, &c); err != nil {
		return "", err
	}
	key, ok := s.keys[c.Issuer]
	if !ok {
		return "", errUnknown
	}
	if _, err := jwt.ParseWithClaims(text, &c, func(*jwt.Token) (any, error) { return key, nil }); err != nil {
		return "", err
	}
	return c.Subject, nil
}

// The token was verified before.
func (s *server) again(r *http.Request) (string, error) {
	text := r.Header.Get("Authorization")
	if _, err := jwt.Parse(text, func(*jwt.Token) (any, error) { return s.keys[""], nil }); err != nil {
		return "", err
	}
	var c jwt.RegisteredClaims
	if _, _, err := jwt.NewParser().ParseUnverified(text, &c); err != nil {
		return "", err
	}
	return c.Subject, nil
}

// The program's own token comes from no request.
func own(token string) (string, error) {
	var c jwt.RegisteredClaims
	_, _, err := jwt.NewParser().ParseUnverified(token, &c)
	return c.Subject, err
}
