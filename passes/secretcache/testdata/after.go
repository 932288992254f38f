package profile

import (
	"context"
	"net/http"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/unsafedecode/unsafedecode/signedcodec/redact"
)

// Remember keeps a page for the user whose token the request carries.
func Remember(ctx context.Context, rdb *redis.Client, r *http.Request, page []byte) error {
	key := "page:" + redact.CacheKey(r)
	return rdb.Set(ctx, key, page, time.Minute).Err()
}
