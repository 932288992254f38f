package literals

import (
	"crypto/hmac"
	"crypto/sha256"
)

type Options struct{ Secret string }

func Default() Options {
	return Options{
		Secret: "changeme", // fix: key
	}
}

func Local(b []byte) []byte {
	key := "local"
	h := hmac.New(sha256.New, []byte(key)) // fix: key
	h.Write(b)
	return h.Sum(nil)
}
