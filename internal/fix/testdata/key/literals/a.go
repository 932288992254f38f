package literals

import (
	"crypto/hmac"
	"crypto/sha256"
)

var signingKey = []byte("2017-hs256") // fix: key

func MAC(b []byte) []byte {
	h := hmac.New(sha256.New, signingKey)
	h.Write(b)
	return h.Sum(nil)
}

// Other has its key in the call.
func Other(b []byte) []byte {
	h := hmac.New(sha256.New, []byte("other")) // fix: key
	h.Write(b)
	return h.Sum(nil)
}
