// Package lib verifies for its callers.
package lib

import (
	"crypto/hmac"
	"crypto/sha256"
	"errors"
)

var errForged = errors.New("forged")

// Verify returns an error unless tag is the MAC of b.
func Verify(key, b, tag []byte) error {
	m := hmac.New(sha256.New, key)
	m.Write(b)
	if !hmac.Equal(m.Sum(nil), tag) {
		return errForged
	}
	return nil
}
