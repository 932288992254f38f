// Package cleared has secrets that do not get into the cache in clear.
package cleared

import (
	"context"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"net/http"

	"github.com/redis/go-redis/v9"
)

func hashed(ctx context.Context, rdb *redis.Client, token string, page []byte) {
	sum := sha256.Sum256([]byte(token))
	rdb.Set(ctx, "p:"+hex.EncodeToString(sum[:]), page, 0)
}

func keyed(ctx context.Context, rdb *redis.Client, r *http.Request, key, page []byte) {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(r.Header.Get("Authorization")))
	rdb.Set(ctx, hex.EncodeToString(m.Sum(nil)), page, 0)
}

func sealed(ctx context.Context, rdb *redis.Client, aead cipher.AEAD, nonce []byte, token string) {
	rdb.Set(ctx, "t", aead.Seal(nonce, nonce, []byte(token), nil), 0)
}

func fingerprint(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:8])
}

func byHelper(ctx context.Context, rdb *redis.Client, r *http.Request, page []byte) {
	token := r.Header.Get("X-Auth-Token")
	rdb.Set(ctx, fingerprint(token), page, 0)
	rdb.Set(ctx, token, page, 0) // want "secret header X-Auth-Token stored in plaintext as a key of Redis"
}

func hexIsNoHash(ctx context.Context, rdb *redis.Client, password string, page []byte) {
	rdb.Set(ctx, hex.EncodeToString([]byte(password)), page, 0) // want "parameter password stored in plaintext as a key of Redis"
}

func deleted(ctx context.Context, rdb *redis.Client, r *http.Request) {
	h := r.Header.Clone()
	h.Del("Authorization")
	b, _ := json.Marshal(h)
	rdb.Set(ctx, "h", b, 0)
}

func deletedSometimes(ctx context.Context, rdb *redis.Client, r *http.Request, public bool) {
	h := r.Header.Clone()
	if public {
		h.Del("Authorization")
	}
	b, _ := json.Marshal(h)
	rdb.Set(ctx, "h", b, 0) // want "header of an HTTP request, which may hold a credential, stored in plaintext in Redis"
}

func compared(ctx context.Context, rdb *redis.Client, r *http.Request, want string) {
	ok := "no"
	if subtle.ConstantTimeCompare([]byte(r.Header.Get("X-API-Key")), []byte(want)) == 1 {
		ok = "yes"
	}
	rdb.Set(ctx, "admitted", ok, 0)
}

func lengths(ctx context.Context, rdb *redis.Client, r *http.Request) {
	token := r.Header.Get("Authorization")
	rdb.Set(ctx, "length", len(token), 0)
	rdb.Set(ctx, "present", token != "", 0)
}

var credentials = []string{"Authorization", "Cookie", "X-Api-Key"}

func deletedInLoop(ctx context.Context, rdb *redis.Client, r *http.Request) {
	h := r.Header.Clone()
	for _, name := range []string{"Authorization", "Cookie"} {
		h.Del(name)
	}
	b, _ := json.Marshal(h)
	rdb.Set(ctx, "h", b, 0)
}

func strip(h http.Header) {
	for _, name := range credentials {
		h.Del(name)
	}
}

func deletedByHelper(ctx context.Context, rdb *redis.Client, r *http.Request) {
	h := r.Header.Clone()
	strip(h)
	b, _ := json.Marshal(h)
	rdb.Set(ctx, "h", b, 0)
}

func deletedInLoopSometimes(ctx context.Context, rdb *redis.Client, r *http.Request, public bool) {
	h := r.Header.Clone()
	for _, name := range credentials {
		if public {
			h.Del(name)
		}
	}
	b, _ := json.Marshal(h)
	rdb.Set(ctx, "h", b, 0) // want "which may hold a credential"
}

func deletedOthers(ctx context.Context, rdb *redis.Client, r *http.Request) {
	h := r.Header.Clone()
	for _, name := range []string{"Accept", "Date"} {
		h.Del(name)
	}
	b, _ := json.Marshal(h)
	rdb.Set(ctx, "h", b, 0) // want "which may hold a credential"
}
