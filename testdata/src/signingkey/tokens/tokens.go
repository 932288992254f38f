// Package tokens makes what opens doors.
package tokens

import (
	"crypto/hmac"
	crand "crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand"
	"strconv"
)

func newToken() string {
	b := make([]byte, 16)
	rand.Read(b) // want "signingkey: newToken comes from math/rand and is predictable: use crypto/rand"
	return hex.EncodeToString(b)
}

func letters(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = 'a' + byte(rand.Intn(26))
	}
	return string(b)
}

type download struct{ Token, Name string }

func newDownload() download {
	var d download
	d.Name = letters(8)
	d.Token = letters(32) // want "signingkey"
	return d
}

func keyed(b, tag []byte) bool {
	key := make([]byte, 32)
	rand.Read(key)
	m := hmac.New(sha256.New, key) // want "signingkey: the HMAC key comes from math/rand"
	m.Write(b)
	return hmac.Equal(tag, m.Sum(nil))
}

func sessionID() string { return crand.Text() }

// A delay may be guessed.
func jitter() string { return strconv.Itoa(rand.Intn(100)) + "ms" }

// The format is a constant, but what it formats is what counts.
func formatted(b, tag []byte) bool {
	seed := make([]byte, 10)
	rand.Read(seed)
	m := hmac.New(sha256.New, []byte(fmt.Sprintf("%x", sha256.Sum256(seed)))) // want "signingkey: the HMAC key comes from math/rand"
	m.Write(b)
	return hmac.Equal(tag, m.Sum(nil))
}
