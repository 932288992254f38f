// Package fine compares what is no MAC, and MACs as it should be done.
package fine

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"strings"
)

func mac(key, b []byte) []byte {
	m := hmac.New(sha256.New, key)
	m.Write(b)
	return m.Sum(nil)
}

func verify(key, b, tag []byte) bool { return hmac.Equal(tag, mac(key, b)) }

func compare(key, b, tag []byte) bool { return subtle.ConstantTimeCompare(tag, mac(key, b)) == 1 }

func publicKeys(a, b []byte) bool { return bytes.Equal(a, b) }

// Text with a MAC in it is compared to see whether it changed.
func redact(key []byte, text, password string) (string, bool) {
	out := strings.ReplaceAll(text, password, hex.EncodeToString(mac(key, []byte(password))))
	return out, out != text
}
