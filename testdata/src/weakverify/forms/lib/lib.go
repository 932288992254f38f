// Package lib makes MACs for its callers.
package lib

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
)

type Signer struct{ key []byte }

func New(key []byte) *Signer { return &Signer{key: key} }

// Sign returns the MAC of b in hexadecimal.
func (s *Signer) Sign(b []byte) string {
	m := hmac.New(sha256.New, s.key)
	m.Write(b)
	return hex.EncodeToString(m.Sum(nil)) // trace: passed through hex.EncodeToString
}

// Check compares as it should be done.
func (s *Signer) Check(b []byte, tag string) bool {
	return hmac.Equal([]byte(s.Sign(b)), []byte(tag))
}
