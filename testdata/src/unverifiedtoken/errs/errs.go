// Package errs drops the error that says that a token is forged.
package errs

import (
	"net/http"

	"github.com/golang-jwt/jwt/v5"
)

type server struct{ key []byte }

func (s *server) keyFunc(*jwt.Token) (any, error) { return s.key, nil }

func (s *server) dropped(r *http.Request) string {
	var c jwt.RegisteredClaims
	token, _ := jwt.ParseWithClaims(r.Header.Get("Authorization"), &c, s.keyFunc) // want "unverifiedtoken: the error of jwt.ParseWithClaims is ignored and the token is used unverified"
	if token == nil {
		return ""
	}
	return c.Subject
}

func (s *server) noKey(r *http.Request) (jwt.Claims, error) {
	token, err := jwt.ParseWithClaims(r.Header.Get("Authorization"), jwt.MapClaims{}, nil) // want "unverifiedtoken: jwt.ParseWithClaims without a key function reads claims of the header"
	if token == nil {
		return nil, err
	}
	return token.Claims, nil
}

// Valid says what the error says.
func (s *server) asksValid(r *http.Request) string {
	var c jwt.RegisteredClaims
	token, _ := jwt.ParseWithClaims(r.Header.Get("Authorization"), &c, s.keyFunc)
	if token == nil || !token.Valid {
		return ""
	}
	return c.Subject
}
