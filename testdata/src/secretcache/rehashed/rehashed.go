// Package rehashed draws random numbers, so that the engine follows what a value is made of. A credential that was
// written into a hash comes out hashed all the same.
package rehashed

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"math/rand"
	"net/http"
	"time"
)

type cache interface {
	Set(ctx context.Context, key string, value any, ttl time.Duration) error
}

func remember(c cache, r *http.Request) {
	h := sha256.New()
	h.Write([]byte(r.Header.Get("Authorization")))
	c.Set(r.Context(), hex.EncodeToString(h.Sum(nil)), "known", time.Minute)
	c.Set(r.Context(), r.Header.Get("Authorization"), "known", time.Minute) // want "secretcache: secret header Authorization stored in plaintext as a key of a cache"
}

func backoff() int { return rand.Intn(1000) }
