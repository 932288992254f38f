// Package urls has URLs and parameters in what is cached.
package urls

import (
	"context"
	"net/http"
	"time"

	"github.com/redis/go-redis/v9"
)

func whole(ctx context.Context, rdb *redis.Client, r *http.Request, page []byte) {
	rdb.Set(ctx, r.URL.String(), page, time.Minute) // want "URL of an HTTP request, with its query, which may hold a credential, stored in plaintext as a key of Redis"
	rdb.Set(ctx, r.RequestURI, page, time.Minute)   // want "as a key of"
}

func parameter(ctx context.Context, rdb *redis.Client, r *http.Request, page []byte) {
	rdb.Set(ctx, "t:"+r.URL.Query().Get("access_token"), page, time.Minute) // want "secret parameter of a URL access_token stored in plaintext as a key of Redis"
	rdb.Set(ctx, "t:"+r.FormValue("password"), page, time.Minute)           // want "as a key of"
	rdb.Set(ctx, "t:"+r.URL.Query()["api_key"][0], page, time.Minute)       // want "as a key of"
}

func parts(ctx context.Context, rdb *redis.Client, r *http.Request, page []byte) {
	rdb.Set(ctx, r.Host+r.URL.Path+r.URL.EscapedPath(), page, time.Minute)
	rdb.Set(ctx, r.URL.Query().Get("page")+r.FormValue("lang"), page, time.Minute)
}

func without(ctx context.Context, rdb *redis.Client, r *http.Request, page []byte) {
	q := r.URL.Query()
	q.Del("token")
	rdb.Set(ctx, r.URL.Path+q.Encode(), page, time.Minute)
}
