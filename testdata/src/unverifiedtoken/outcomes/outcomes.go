// Package outcomes verifies tokens, and goes on whatever comes of it.
package outcomes

import (
	"errors"
	"fmt"
	"log"
	"net/http"

	"github.com/golang-jwt/jwt/v5"

	"unverifiedtoken/outcomes/auth"
)

type server struct {
	key  []byte
	auth *auth.Verifier
}

func (s *server) keyFunc(*jwt.Token) (any, error) { return s.key, nil }

func (s *server) logged(r *http.Request) string {
	var c jwt.RegisteredClaims
	_, err := jwt.ParseWithClaims(r.Header.Get("Authorization"), &c, s.keyFunc) // want "unverifiedtoken: the error of jwt.ParseWithClaims is ignored and the token is used unverified: return if it is not nil"
	if err != nil {
		log.Printf("bad token: %v", err)
	}
	return c.Subject
}

func (s *server) notNil(r *http.Request) jwt.Claims {
	token, _ := jwt.Parse(r.Header.Get("Authorization"), s.keyFunc) // want "unverifiedtoken: the error of jwt.Parse is ignored"
	if token != nil {
		return token.Claims
	}
	return nil
}

func (s *server) neverAsked(r *http.Request) jwt.Claims {
	token, err := jwt.Parse(r.Header.Get("Authorization"), s.keyFunc) // want "unverifiedtoken: the error of jwt.Parse is ignored"
	_ = err
	if token == nil {
		return nil
	}
	return token.Claims
}

func (s *server) noReturn(w http.ResponseWriter, r *http.Request) {
	var c jwt.RegisteredClaims
	if _, err := jwt.ParseWithClaims(r.Header.Get("Authorization"), &c, s.keyFunc); err != nil { // want "unverifiedtoken: the error of jwt.ParseWithClaims is ignored"
		http.Error(w, "bad token", http.StatusUnauthorized)
	}
	if c.Subject == "admin" {
		w.WriteHeader(http.StatusOK)
	}
}

func (s *server) otherPackage(r *http.Request) string {
	c, _ := s.auth.Claims(r.Header.Get("Authorization")) // want "unverifiedtoken: the error of auth.Verifier.Claims is ignored"
	return c.Subject
}

func (s *server) beside(r *http.Request) (string, error) {
	var c jwt.RegisteredClaims
	if _, err := jwt.ParseWithClaims(r.Header.Get("Authorization"), &c, s.keyFunc); err != nil { // want "unverifiedtoken: a claim of the token that jwt.ParseWithClaims refused is returned beside the error: return nothing of it"
		return c.Subject, err // trace: a claim is returned beside the error
	}
	return c.Subject, nil
}

// The whole object beside the error is a habit; callers look at the error.
func (s *server) object(r *http.Request) (*jwt.RegisteredClaims, error) {
	c := new(jwt.RegisteredClaims)
	_, err := jwt.ParseWithClaims(r.Header.Get("Authorization"), c, s.keyFunc)
	return c, err
}

func (s *server) checked(r *http.Request) (string, error) {
	c, err := s.auth.Claims(r.Header.Get("Authorization"))
	if err != nil {
		return "", fmt.Errorf("token: %w", err)
	}
	return c.Subject, nil
}

// Expired tokens of a known user may be renewed: their signature is good.
func (s *server) renewed(r *http.Request) (string, error) {
	var c jwt.RegisteredClaims
	_, err := jwt.ParseWithClaims(r.Header.Get("Authorization"), &c, s.keyFunc)
	if err != nil && !errors.Is(err, jwt.ErrTokenExpired) {
		return "", err
	}
	return c.Subject, nil
}

// Valid says what the error says.
func (s *server) valid(r *http.Request) string {
	var c jwt.RegisteredClaims
	token, err := jwt.ParseWithClaims(r.Header.Get("Authorization"), &c, s.keyFunc)
	if err != nil {
		log.Println(err)
	}
	if token == nil || !token.Valid {
		return ""
	}
	return c.Subject
}

// The program has made the token itself.
func (s *server) renew(user string) (string, error) {
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.RegisteredClaims{Issuer: "here"})
	text, err := token.SignedString(s.key)
	if err != nil {
		return "", err
	}
	c, _ := s.auth.Claims(text)
	return c.Subject, nil
}

// Nothing of the token is used.
func (s *server) only(r *http.Request) {
	if _, err := jwt.Parse(r.Header.Get("Authorization"), s.keyFunc); err != nil {
		log.Println(err)
	}
}
