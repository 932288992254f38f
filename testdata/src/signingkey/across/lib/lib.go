// Package lib signs and checks with the keys of its callers.
package lib

import (
	"crypto/hmac"
	"crypto/sha256"

	"github.com/golang-jwt/jwt/v5"
)

// Issue signs.
func Issue(claims jwt.Claims, key []byte) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(key) // trace: reaches JWT key
}

// An Issuer keeps its key.
type Issuer struct{ Key []byte }

// NewIssuer returns an issuer with a key.
func NewIssuer(key []byte) *Issuer { return &Issuer{Key: key} } // trace: stored in Issuer.Key

// Issue signs.
func (i *Issuer) Issue(claims jwt.Claims) (string, error) { return Issue(claims, i.Key) }

// Valid checks a MAC.
func Valid(payload, tag, key []byte) bool {
	m := hmac.New(sha256.New, key) // trace: reaches HMAC key
	m.Write(payload)
	return hmac.Equal(m.Sum(nil), tag)
}

// Default is for development.
var Default = []byte("a key for development") // trace: hard-coded

// Fallback is for development, too.
func Fallback() []byte { return []byte("another key for development") } // trace: hard-coded

// Config is what a program is told.
type Config struct{ Addr, Secret string }

// NewConfig returns the defaults.
func NewConfig() *Config { return &Config{Addr: ":8080", Secret: "a default secret"} } // trace: hard-coded

// Prefixed joins a label and a secret.
func Prefixed(secret string) []byte { return []byte("v1:" + secret) }

// Middleware checks tokens with a key.
func Middleware(key string) func(string) (*jwt.Token, error) {
	return func(text string) (*jwt.Token, error) {
		return jwt.Parse(text, func(*jwt.Token) (any, error) { return []byte(key), nil }) // trace: used as JWT key
	}
}
