// Package literals writes its key functions where it parses.
package literals

import (
	"errors"
	"net/http"

	"github.com/golang-jwt/jwt/v5"
)

type server struct{ key []byte }

func (s *server) issue(user string) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.RegisteredClaims{Subject: user}).SignedString(s.key)
}

func (s *server) verified(r *http.Request) (string, error) {
	var c jwt.RegisteredClaims
	_, err := jwt.ParseWithClaims(r.Header.Get("Authorization"), &c, func(t *jwt.Token) (any, error) {
		// The key of today.
		return s.key, nil
	})
	return c.Subject, err
}

func (s *server) unverified(r *http.Request) (string, error) {
	var c jwt.RegisteredClaims
	if _, _, err := jwt.NewParser().ParseUnverified(r.Header.Get("Authorization"), &c); err != nil { // want "unverifiedtoken: ParseUnverified"
		return "", err
	}
	return c.Subject, nil
}

func (s *server) statement(w http.ResponseWriter, r *http.Request) {
	var c jwt.RegisteredClaims
	jwt.NewParser().ParseUnverified(r.FormValue("token"), &c) // want "unverifiedtoken: ParseUnverified"
	w.Write([]byte(c.Subject))
}

func (s *server) dropped(r *http.Request) *jwt.Token {
	t, _, _ := jwt.NewParser().ParseUnverified(r.FormValue("token"), jwt.MapClaims{}) // want "unverifiedtoken: ParseUnverified"
	return t
}

func (s *server) claims(text string) (jwt.MapClaims, error) {
	c := jwt.MapClaims{}
	if _, _, err := jwt.NewParser().ParseUnverified(text, c); err != nil {
		return nil, err
	}
	return c, nil
}

func (s *server) helper(r *http.Request) any {
	c, err := s.claims(r.FormValue("token")) // want "unverifiedtoken: ParseUnverified reads claims of the URL of an HTTP request without verifying it, inside"
	if err != nil {
		return nil
	}
	return c["sub"]
}

var errIssuer = errors.New("unknown issuer")

// Tokens of partners have no signature, it says here.
func (s *server) partners(t *jwt.Token, known map[string][]byte) (any, error) {
	if t.Header["kid"] == "partner" {
		return jwt.UnsafeAllowNoneSignatureType, nil // want "unverifiedtoken: the algorithm none is allowed"
	}
	key, ok := known["own"]
	if !ok {
		return nil, errIssuer
	}
	return key, nil
}
