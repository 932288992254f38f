// Package drawn compares a secret with what a request sent. The secret was drawn at random and hashed; nothing secret went into the hash.
package drawn

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"net/http"
)

type app struct{ apiSecret string }

func draw() string {
	b := make([]byte, 32)
	rand.Read(b)
	return fmt.Sprintf("%x", sha256.Sum256(b))
}

func start() *app { return &app{apiSecret: draw()} }

func (a *app) allows(r *http.Request) bool {
	return subtle.ConstantTimeCompare([]byte(r.Header.Get("Authorization")), []byte(a.apiSecret)) == 1
}

// What is hashed is the secret and more, which makes the hash a code.
func (a *app) signed(r *http.Request) bool {
	sum := sha256.Sum256([]byte(a.apiSecret + r.URL.Path))
	return subtle.ConstantTimeCompare([]byte(r.Header.Get("X-Signature")), []byte(fmt.Sprintf("%x", sum))) == 1 // want "weakverify: unkeyed hash of secret and data used as a MAC"
}
