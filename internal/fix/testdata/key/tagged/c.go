package tagged

import (
	"crypto/hmac"
	"crypto/sha256"
)

// MAC signs.
func MAC(b []byte) []byte {
	h := hmac.New(sha256.New, []byte("a key in every build")) // fix: key
	h.Write(b)
	return h.Sum(nil)
}
