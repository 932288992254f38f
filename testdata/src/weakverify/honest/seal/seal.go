// Package seal puts a MAC before values, and takes it off.
package seal

import (
	"crypto/hmac"
	"crypto/sha256"
)

var key = []byte{}

// SetKey sets the key of all values.
func SetKey(k []byte) { key = k }

func mac(b []byte) []byte {
	m := hmac.New(sha256.New, key)
	m.Write(b)
	return m.Sum(nil)
}

// Valid reports whether a blob was sealed here.
func Valid(blob []byte) bool {
	return len(blob) >= sha256.Size && hmac.Equal(mac(blob[sha256.Size:]), blob[:sha256.Size])
}

// Strip takes the MAC off.
func Strip(blob []byte) []byte { return blob[sha256.Size:] }
