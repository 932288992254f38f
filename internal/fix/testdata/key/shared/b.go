package shared

import (
	"crypto/hmac"
	"crypto/sha256"
)

// Verify verifies.
func Verify(b, tag []byte) bool {
	h := hmac.New(sha256.New, []byte("written three times")) // fix: key
	h.Write(b)
	return hmac.Equal(h.Sum(nil), tag)
}

// Other verifies, too.
func Other(b, tag []byte) bool {
	h := hmac.New(sha256.New, []byte("written three times"))
	h.Write(b)
	return hmac.Equal(h.Sum(nil), tag)
}
