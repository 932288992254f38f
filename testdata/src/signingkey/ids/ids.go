// Package ids makes what opens doors of what can be computed, by helpers, fields and maps.
package ids

import (
	crand "crypto/rand"
	"encoding/hex"
	"fmt"
	"math/rand"
	"strconv"
	"sync/atomic"
	"time"

	"golang.org/x/oauth2"
)

const alphabet = "abcdefghijklmnopqrstuvwxyz"

func code() string {
	b := make([]byte, 9)
	for i := range b {
		b[i] = alphabet[rand.Intn(len(alphabet))] // trace: read from math/rand
	}
	return string(b)
}

var digits = []rune("0123456789")

func pin(n int) string {
	var out []rune
	for range n {
		out = append(out, digits[rand.Intn(len(digits))])
	}
	return string(out)
}

type account struct{ Name, ResetToken string }

func literal() *account {
	return &account{Name: code(), ResetToken: code()} // want "signingkey: ResetToken comes from math/rand and is predictable: use crypto/rand"
}

func assigned(a *account) {
	a.ResetToken = code() // trace: returned by code // want "signingkey: ResetToken comes from math/rand"
}

func local() string {
	verificationCode := pin(6) // want "signingkey: verificationCode comes from math/rand"
	return verificationCode
}

func entry(m map[string]string) {
	m["csrf_token"] = code() // want "signingkey: csrf_token comes from math/rand"
	m["page_token"] = code()
}

func login(c *oauth2.Config) string {
	return c.AuthCodeURL(code()) // want "signingkey: OAuth state comes from math/rand"
}

func NewSessionID() string {
	return fmt.Sprintf("%d", time.Now().UnixNano()) // want "signingkey: NewSessionID comes from the clock"
}

func callsIt() string {
	sessionID := NewSessionID() // reported where it is made
	return sessionID
}

var serial atomic.Int64

func apiKey() string {
	return "key-" + strconv.FormatInt(serial.Add(1), 36) // want "signingkey: apiKey comes from a counter"
}

func userToken(user string) string {
	return fmt.Sprintf("%s-%d", user, rand.Int63()) // want "signingkey: userToken comes from math/rand"
}

func seeded() string {
	r := rand.New(rand.NewSource(time.Now().UnixNano()))
	token := strconv.Itoa(r.Intn(1000000)) // want "signingkey: token comes from a seeded math/rand"
	return token
}

// What has enough that nobody can guess in it.

func mixedToken() string {
	b := make([]byte, 16)
	crand.Read(b)
	return fmt.Sprintf("%d-%s", rand.Int(), hex.EncodeToString(b))
}

func strong() *account {
	b := make([]byte, 16)
	crand.Read(b)
	return &account{ResetToken: hex.EncodeToString(b)}
}

func ofCaller(make func() string) *account { return &account{ResetToken: make()} }

func picked() string {
	b := make([]byte, 16)
	crand.Read(b)
	for i := range b {
		b[i] = alphabet[int(b[i])%len(alphabet)]
	}
	token := string(b)
	return token
}

// A name, a request's id, an order: not secret.

func requestID() string { return fmt.Sprintf("%08x", rand.Uint32()) }

func fileName() string { return strconv.FormatInt(time.Now().UnixNano(), 10) + ".tmp" }

func tokenCount() string { return strconv.Itoa(rand.Intn(5)) }

func expires(a *account) { a.Name = time.Now().Format(time.RFC3339) }
