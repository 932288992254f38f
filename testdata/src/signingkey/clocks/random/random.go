// Package random makes names.
package random

import (
	"crypto/rand"
	"encoding/hex"
	mrand "math/rand"
	"strconv"
	"sync/atomic"
	"time"
)

var alphabet = []rune("abcdefghijklmnopqrstuvwxyz")

// String returns n letters.
func String(n int) string {
	b := make([]rune, n)
	for i := range b {
		b[i] = alphabet[number(0, len(alphabet))]
	}
	return string(b)
}

func number(low, high int) int { return low + mrand.Intn(high-low) }

// Bytes returns n random bytes.
func Bytes(n int) string {
	b := make([]byte, n)
	if _, err := rand.Read(b); err != nil {
		panic(err)
	}
	return hex.EncodeToString(b)
}

// Stamp says when it was called.
func Stamp() string { return strconv.FormatInt(time.Now().UnixNano(), 36) }

var calls atomic.Int64

// Serial counts its calls.
func Serial() string { return strconv.FormatInt(calls.Add(1), 10) }
