// Package short draws its keys from a good source, but too few bytes.
package short

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"io"

	"github.com/golang-jwt/jwt/v5"
)

func issue(claims jwt.Claims) (string, error) {
	key := make([]byte, 8)
	if _, err := rand.Read(key); err != nil { // trace: read from crypto/rand
		return "", err
	}
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(key) // want "signingkey: the JWT key has 8 random bytes: make it 16 or more"
}

func newKey() string {
	b := make([]byte, 10)
	io.ReadFull(rand.Reader, b)
	return hex.EncodeToString(b) // 20 letters, 10 bytes
}

func valid(payload, tag []byte) bool {
	m := hmac.New(sha256.New, []byte(newKey())) // want "signingkey: the HMAC key has 10 random bytes"
	m.Write(payload)
	return hmac.Equal(m.Sum(nil), tag)
}

var array [4]byte

func init() { rand.Read(array[:]) }

func byArray(claims jwt.Claims) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(array[:]) // want "signingkey: the JWT key has 4 random bytes"
}

func longEnough(claims jwt.Claims) (string, error) {
	key := make([]byte, 16)
	rand.Read(key)
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(key)
}

// Two halves make a whole.
func joined(claims jwt.Claims) (string, error) {
	a, b := make([]byte, 8), make([]byte, 8)
	rand.Read(a)
	rand.Read(b)
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(append(a, b...))
}

func byCaller(n int, claims jwt.Claims) (string, error) {
	key := make([]byte, n)
	rand.Read(key)
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(key)
}
