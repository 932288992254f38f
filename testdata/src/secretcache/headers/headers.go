// Package headers has credentials out of the header of a request in what is cached.
package headers

import (
	"context"
	"net/http"
	"time"

	"github.com/bradfitz/gomemcache/memcache"
	"github.com/redis/go-redis/v9"
)

func key(ctx context.Context, rdb *redis.Client, r *http.Request, page []byte) {
	k := "page:" + r.Header.Get("Authorization")
	rdb.Set(ctx, k, page, time.Minute) // want "secretcache: secret header Authorization stored in plaintext as a key of Redis"
}

func anyCase(ctx context.Context, rdb *redis.Client, r *http.Request, page []byte) {
	rdb.Set(ctx, r.Header.Get("x-api-key"), page, time.Minute) // want "as a key of"
}

func indexed(ctx context.Context, rdb *redis.Client, r *http.Request, page []byte) {
	rdb.Set(ctx, "user", r.Header["Authorization"][0], time.Minute) // want "header Authorization stored in plaintext in Redis"
}

func values(ctx context.Context, rdb *redis.Client, r *http.Request) {
	for _, v := range r.Header.Values("Cookie") {
		rdb.Set(ctx, "user", v, time.Minute) // want "stored in plaintext in"
	}
}

func iterated(ctx context.Context, rdb *redis.Client, r *http.Request, page []byte) {
	k := r.URL.Path
	for name, v := range r.Header {
		k += name + v[0]
	}
	rdb.Set(ctx, k, page, time.Minute) // want "header of an HTTP request, which may hold a credential, stored in plaintext as a key of Redis"
}

func item(mc *memcache.Client, r *http.Request, page []byte) {
	_, password, _ := r.BasicAuth()
	mc.Set(&memcache.Item{Key: r.URL.Path, Value: []byte(password)}) // want "password of an HTTP request stored in plaintext in memcached"
	mc.Set(&memcache.Item{Key: password, Value: page})               // want "password of an HTTP request stored in plaintext as a key of memcached"
}

func field(ctx context.Context, rdb *redis.Client, r *http.Request) {
	rdb.HSet(ctx, "user", "auth", r.Header.Get("Proxy-Authorization")) // want "stored in plaintext in"
}

func otherHeaders(ctx context.Context, rdb *redis.Client, r *http.Request, page []byte) {
	k := r.Method + r.Header.Get("Accept-Language") + r.Header["Accept"][0] + r.UserAgent()
	rdb.Set(ctx, k, page, time.Minute)
}
