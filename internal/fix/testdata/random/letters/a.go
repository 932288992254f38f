// Package letters makes tokens of letters and of bytes.
package letters

import (
	"encoding/hex"
	"math/rand"
)

const alphabet = "abcdefghijklmnopqrstuvwxyz"

// Token returns letters.
func Token(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[rand.Intn(len(alphabet))] // fix: random
	}
	return string(b)
}

// Hex returns digits.
func Hex() (string, error) {
	b := make([]byte, 16)
	if _, err := rand.Read(b); err != nil { // fix: random
		return "", err
	}
	return hex.EncodeToString(b), nil
}
