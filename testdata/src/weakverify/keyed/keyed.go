// Package keyed draws random numbers, so that the engine follows what a value is made of. What was written into a hash
// comes out hashed all the same.
package keyed

import (
	"crypto/sha1"
	"encoding/hex"
	"math/rand"
)

type settings struct{ secretKey string }

func (s *settings) verify(data, code string) bool {
	h := sha1.New()
	h.Write([]byte(data + s.secretKey))
	return hex.EncodeToString(h.Sum(nil)) == code // want "weakverify: unkeyed hash of secret and data used as a MAC: use crypto/hmac and hmac.Equal"
}

func (s *settings) backoff() int { return rand.Intn(1000) }
