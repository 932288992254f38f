// Package constants has its keys in the program.
package constants

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"

	"github.com/golang-jwt/jwt/v5"
)

const passphrase = "correct horse battery staple"

var signingKey = []byte("0123456789abcdef0123456789abcdef")

func literal(b, tag []byte) bool {
	m := hmac.New(sha256.New, []byte("secret")) // want "signingkey: hard-coded HMAC key: load it from the environment"
	m.Write(b)
	return hmac.Equal(tag, m.Sum(nil))
}

func variable(claims jwt.Claims) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(signingKey) // want "signingkey: hard-coded JWT key"
}

func verifier(text string) (*jwt.Token, error) {
	return jwt.Parse(text, func(*jwt.Token) (any, error) {
		return signingKey, nil // reported once, where it signs
	})
}

func named(t *jwt.Token) (any, error) {
	return []byte(passphrase), nil // want "signingkey"
}

func concatenated(b []byte) (cipher.Block, error) {
	return aes.NewCipher([]byte("0123456789" + "abcdef")) // want "signingkey: hard-coded AES key"
}

func hashed() (cipher.Block, error) {
	key := sha256.Sum256([]byte(passphrase))
	return aes.NewCipher(key[:]) // want "signingkey"
}

func encoded() (cipher.Block, error) {
	key, err := base64.StdEncoding.DecodeString("MDEyMzQ1Njc4OWFiY2RlZg==")
	if err != nil {
		return nil, err
	}
	return aes.NewCipher(key) // want "signingkey"
}

func listed() (cipher.Block, error) {
	return aes.NewCipher([]byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}) // want "signingkey"
}

type tokens struct{ key []byte }

func newTokens() *tokens { return &tokens{key: []byte(passphrase)} }

func (t *tokens) issue(claims jwt.Claims) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(t.key) // want "signingkey"
}

func empty(claims jwt.Claims) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte("")) // want "signingkey: the JWT key is empty"
}

// The key is the caller's to choose.
func sign(key []byte, claims jwt.Claims) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString(key)
}

func callers(claims jwt.Claims) {
	sign([]byte("hunter2"), claims) // want "signingkey"
}

// What the cipher protects is the program's own.
func opened(r *http.Request) ([]byte, error) {
	block, err := aes.NewCipher([]byte("0123456789abcdef0123456789abcdef")) // want "signingkey: hard-coded AES key"
	if err != nil {
		return nil, err
	}
	c, err := r.Cookie("session")
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	return aead.Open(nil, []byte(c.Value[:12]), []byte(c.Value[12:]), nil)
}

// The same key, written where it signs and where it verifies.

func issueLogin(claims jwt.Claims) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte("not for production")) // want "signingkey: hard-coded JWT key"
}

func parseLogin(text string) (*jwt.Token, error) {
	return jwt.Parse(text, func(*jwt.Token) (any, error) {
		return []byte("not for production"), nil // want "signingkey: hard-coded JWT key"
	})
}
