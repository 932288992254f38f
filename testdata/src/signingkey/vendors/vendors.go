// Package vendors signs for others, who dictate the key.
package vendors

import (
	"crypto/hmac"
	"crypto/sha512"
)

// The standard names this key.
func master(seed []byte) []byte {
	m := hmac.New(sha512.New, []byte("Bitcoin seed"))
	m.Write(seed)
	return m.Sum(nil)
}
