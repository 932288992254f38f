// Package fine has keys that are secret, and constants that are no keys.
package fine

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"os"

	"github.com/golang-jwt/jwt/v5"
)

var errUnset = errors.New("TOKEN_KEY is unset")

func key() ([]byte, error) {
	k := os.Getenv("TOKEN_KEY")
	if k == "" {
		return nil, errUnset
	}
	return []byte(k), nil
}

func sign(claims jwt.Claims) (string, error) {
	k, err := key()
	if err != nil {
		return "", err
	}
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(k)
}

func verify(text string) (*jwt.Token, error) {
	return jwt.Parse(text, func(t *jwt.Token) (any, error) {
		if t.Method.Alg() != "HS256" {
			return "", errors.New("another algorithm")
		}
		return key()
	})
}

var atStart = make([]byte, 32)

func init() { rand.Read(atStart) }

func mac(b, tag []byte) bool {
	m := hmac.New(sha256.New, atStart)
	m.Write(b)
	return hmac.Equal(tag, m.Sum(nil))
}

type settings struct{ Secret string }

func load() (s settings) {
	s.Secret = ""
	s.Secret = os.Getenv("SECRET")
	return s
}

func bySettings(claims jwt.Claims) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte(load().Secret))
}

// What tells the library that no signature is wanted is no key; another rule reports it.
func unsigned(*jwt.Token) (any, error) { return jwt.UnsafeAllowNoneSignatureType, nil }
