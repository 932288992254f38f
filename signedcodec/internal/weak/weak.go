// Package weak knows which keys and secrets anybody could guess: too short,
// monotonous, published in documentation, or made of words. It is the one place
// for that, and knows nothing of what keys are for.
package weak

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"math"
	"slices"
	"strconv"
	"strings"
)

const (
	// KeySize is the size of a key in bytes.
	KeySize = 32
	// MinSecret is the least length in bytes of a secret that a key is derived
	// from: 128 bits, when it is random.
	MinSecret = 16
	// minGuess is the least number of bits that a printable secret must be worth
	// to somebody who guesses words, rows of keys, sequences and years.
	minGuess = 60
)

// Key says what is wrong with the bytes of a key, "" for nothing. For 32 random
// bytes each test fails with a probability below 1e-12: fewer than 16 distinct
// values, fewer than 12 distinct differences, or printable ASCII throughout.
func Key(b []byte) string {
	switch {
	case len(b) == 0:
		return "is empty: generate one with GenerateKey"
	case len(b) != KeySize:
		return "has " + strconv.Itoa(len(b)) + " bytes, a key has exactly 32: generate one with GenerateKey, or use DeriveKey"
	case Published(b):
		return "is published in documentation, so everybody knows it: generate one with GenerateKey"
	case printable(b):
		return "looks like text, not random bytes: decode its hex or base64 first, or use DeriveKey"
	case distinct(b) < 16 || distinctDeltas(b) < 12:
		return "is guessable (repeated or counted-up bytes): generate one with GenerateKey"
	}
	return ""
}

// Secret says what is wrong with a secret that a key is derived from, "" for
// nothing.
func Secret(b []byte) string {
	switch problem := Monotonous(b); {
	case len(b) == 0:
		return "is empty: an unset variable? generate a key with GenerateKey"
	case len(b) < MinSecret:
		return "has " + strconv.Itoa(len(b)) + " bytes, at least 16 random ones are needed: generate a key with GenerateKey"
	case Published(b):
		return "is a well-known default, so everybody knows it: generate a key with GenerateKey"
	case problem:
		return "is guessable (repeated or counted-up bytes): generate a key with GenerateKey"
	case printable(b) && guessBits(string(b)) < minGuess:
		return "is guessable (words, dates or rows of keys): generate a key with GenerateKey"
	}
	return ""
}

// Monotonous reports repeated, counted-up or few different bytes.
func Monotonous(b []byte) bool { return entropy(b) < 48 || distinctDeltas(b) < 8 }

// Published reports whether a key or secret is printed in documentation, a
// tutorial, a template or a test vector, in whatever form it comes: as the text,
// as the bytes that the text encodes, or encoded once more.
func Published(b []byte) bool {
	if publishedBytes[string(b)] || listed(b) {
		return true
	}
	for _, plain := range decodings(b) {
		if publishedBytes[string(plain)] || listed(plain) {
			return true
		}
	}
	return false
}

func listed(b []byte) bool {
	text := fold(b)
	if publishedTexts[text] {
		return true
	}
	return printable(b) && slices.ContainsFunc(placeholders, func(p string) bool { return strings.HasPrefix(text, p) })
}

// decodings are the bytes that a text encodes in hex or base64.
func decodings(b []byte) [][]byte {
	text := bytes.TrimSpace(bytes.TrimPrefix(bytes.TrimSpace(b), []byte("base64:")))
	var all [][]byte
	if plain, err := hex.DecodeString(string(text)); err == nil && len(plain) > 0 {
		all = append(all, plain)
	}
	body := strings.TrimRight(string(text), "=")
	for _, enc := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		if plain, err := enc.DecodeString(body); err == nil && len(plain) > 0 {
			all = append(all, plain)
		}
	}
	return all
}

// fold keeps letters and digits, in lower case.
func fold(b []byte) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return -1
	}, string(b))
}

func printable(b []byte) bool {
	return !slices.ContainsFunc(b, func(c byte) bool { return c < 0x20 || c > 0x7e })
}

func distinct(b []byte) int {
	var seen [256]bool
	n := 0
	for _, c := range b {
		if !seen[c] {
			seen[c] = true
			n++
		}
	}
	return n
}

func distinctDeltas(b []byte) int {
	deltas := make([]byte, 0, len(b))
	for i := 1; i < len(b); i++ {
		deltas = append(deltas, b[i]-b[i-1])
	}
	return distinct(deltas)
}

// entropy is the Shannon estimate of the whole slice in bits: an upper bound
// that catches repetition, not a proof of randomness.
func entropy(b []byte) float64 {
	var count [256]int
	for _, c := range b {
		count[c]++
	}
	bits := 0.0
	for _, n := range count {
		if n > 0 {
			bits -= float64(n) * math.Log2(float64(n)/float64(len(b)))
		}
	}
	return bits
}
