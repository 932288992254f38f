// Package bytes signs with nothing.
package bytes

import (
	"crypto/hmac"
	"crypto/sha256"
)

func sign(data, key []byte) []byte {
	m := hmac.New(sha256.New, key)
	m.Write(data)
	return m.Sum(nil)
}

// Nil has no key.
func Nil(data []byte) []byte {
	return sign(data, nil) // fix: empty
}

// Literal has an empty one.
func Literal(data []byte) []byte {
	return sign(data, []byte{}) // fix: empty
}

// Converted has none in another way.
func Converted(data []byte) []byte {
	return sign(data, []byte(nil)) // fix: empty
}
