// Package fallbacks uses a constant where the environment has no key.
package fallbacks

import (
	"cmp"
	"os"

	"github.com/golang-jwt/jwt/v5"
)

func key() []byte {
	if k := os.Getenv("TOKEN_KEY"); k != "" {
		return []byte(k)
	}
	return []byte("development")
}

func byFunction(claims jwt.Claims) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(key()) // want "signingkey: the JWT key falls back to a hard-coded value"
}

func env(name, otherwise string) string {
	if v, ok := os.LookupEnv(name); ok {
		return v
	}
	return otherwise
}

func byHelper(claims jwt.Claims) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte(env("TOKEN_KEY", "development"))) // want "signingkey: the JWT key falls back"
}

func byOr(claims jwt.Claims) (string, error) {
	k := cmp.Or(os.Getenv("TOKEN_KEY"), "development")
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte(k)) // want "signingkey: the JWT key falls back"
}

var fromEnvironment = []byte("development")

func init() {
	if k := os.Getenv("TOKEN_KEY"); k != "" {
		fromEnvironment = []byte(k)
	}
}

func byVariable(claims jwt.Claims) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(fromEnvironment) // want "signingkey: the JWT key falls back"
}

// Settings are what other packages sign with.
type Settings struct {
	JWTSecret, ClientSecret string
	SessionKey              []byte
}

// SecretKey signs, in other packages.
var SecretKey string

func load(s *Settings) {
	SecretKey = os.Getenv("SECRET_KEY")
	if SecretKey == "" {
		SecretKey = "development" // want "signingkey: the key in SecretKey falls back to a hard-coded value"
	}
	if s.JWTSecret == "" {
		s.JWTSecret = "development" // want "signingkey: the key in JWTSecret falls back to a hard-coded value"
	}
	if len(s.SessionKey) == 0 {
		s.SessionKey = []byte("development") // want "signingkey: the key in SessionKey falls back to a hard-coded value"
	}
	// The other side's, and one that is made when there is none.
	if s.ClientSecret == "" {
		s.ClientSecret = "development"
	}
	if s.JWTSecret == "" {
		s.JWTSecret = os.Getenv("JWT_SECRET")
	}
}
