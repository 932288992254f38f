// Package clocks makes what opens doors of what a clock or another package gives.
package clocks

import (
	"crypto/hmac"
	"crypto/md5"
	crand "crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"time"

	"signingkey/clocks/random"
)

func download() string {
	token := random.String(32) // want "signingkey: token comes from math/rand and is predictable: use crypto/rand"
	return "/download?token=" + token
}

func sessionID() string {
	h := md5.New()
	io.WriteString(h, strconv.FormatInt(time.Now().Unix(), 10)) // want "signingkey: sessionID comes from the clock"
	return fmt.Sprintf("%x", h.Sum(nil))
}

var opened int

func nextSession() string {
	opened++ // want "signingkey: nextSession comes from a counter"
	return "session-" + strconv.Itoa(opened)
}

func form(user int) string {
	sum := sha256.Sum256([]byte(fmt.Sprint(user, time.Now().UnixNano()))) // want "signingkey: csrfToken comes from the clock"
	csrfToken := hex.EncodeToString(sum[:])
	return csrfToken
}

type link struct{ Token string }

func stamped(l *link) {
	l.Token = random.Stamp()  // want "signingkey: Token comes from the clock"
	l.Token = random.Serial() // want "signingkey: Token comes from a counter"
}

// What else goes in may be secret.

func sealedToken(key []byte) string {
	m := hmac.New(sha256.New, key)
	fmt.Fprint(m, time.Now().Unix())
	return hex.EncodeToString(m.Sum(nil))
}

func mixedToken() string {
	b := make([]byte, 8)
	crand.Read(b)
	return fmt.Sprintf("%d-%x", time.Now().Unix(), b)
}

func filledToken() string {
	b := make([]byte, 8)
	io.ReadFull(crand.Reader, b)
	return strconv.FormatInt(time.Now().Unix(), 10) + hex.EncodeToString(b)
}

func strongToken() string {
	token := random.Bytes(16)
	return token
}

func signedToken(sign func(string) string) string { return sign(time.Now().String()) }

// A nonce has to be new, not secret.
func nonce() string { return random.Stamp() }

func requestID() string { return random.Stamp() }

// A text of the caller's may be secret.
func sessionOf(secret string) string { return secret + random.Stamp() }
