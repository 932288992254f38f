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
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(key()) // want "signingkey: the JWT key falls back to a constant"
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
