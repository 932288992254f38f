// Package fixes has tokens that are read unverified where the program could verify them.
package fixes

import (
	"net/http"

	"github.com/golang-jwt/jwt/v5"
)

type server struct{ key []byte }

func (s *server) keyFunc(*jwt.Token) (any, error) { return s.key, nil }

func (s *server) subject(r *http.Request) (string, error) {
	var c jwt.RegisteredClaims
	if _, _, err := jwt.NewParser().ParseUnverified(r.Header.Get("Authorization"), &c); err != nil { // want "unverifiedtoken: ParseUnverified"
		return "", err
	}
	return c.Subject, nil
}

func (s *server) dropped(r *http.Request) (string, error) {
	var c jwt.RegisteredClaims
	token, _ := jwt.ParseWithClaims(r.Header.Get("Authorization"), &c, s.keyFunc) // want "unverifiedtoken: the error of jwt.ParseWithClaims is ignored"
	if token == nil {
		return "", nil
	}
	return c.Subject, nil
}

// No key function is at hand.
func other(r *http.Request) (string, error) {
	var c jwt.RegisteredClaims
	if _, _, err := jwt.NewParser().ParseUnverified(r.Header.Get("Authorization"), &c); err != nil { // want "unverifiedtoken: ParseUnverified"
		return "", err
	}
	return c.Subject, nil
}
