package shadowed

import (
	"bytes"
	mac "crypto/hmac"
	"crypto/sha256"
)

func sum(key, b []byte) []byte {
	h := mac.New(sha256.New, key)
	h.Write(b)
	return h.Sum(nil)
}

func Valid(key, b, sig []byte) bool {
	mac := sum(key, b)
	return bytes.Equal(mac, sig) // fix: compare
}

func Valid2(key, b, sig []byte) bool {
	return string(sum(key, b)) == string(sig) // fix: compare
}
