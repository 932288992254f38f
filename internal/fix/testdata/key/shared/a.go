// Package shared has one key, written three times.
package shared

import (
	"crypto/hmac"
	"crypto/sha256"
)

// Sign signs.
func Sign(b []byte) []byte {
	h := hmac.New(sha256.New, []byte("written three times")) // fix: key
	h.Write(b)
	return h.Sum(nil)
}

// Title is a text that happens to be the same.
func Title() string { return "written three times" }
