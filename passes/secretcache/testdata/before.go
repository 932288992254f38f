package profile

import (
	"context"
	"net/http"
	"time"

	"github.com/redis/go-redis/v9"
)

// Remember keeps a page for the user whose token the request carries.
func Remember(ctx context.Context, rdb *redis.Client, r *http.Request, page []byte) error {
	key := "page:" + r.Header.Get("Authorization")
	return rdb.Set(ctx, key, page, time.Minute).Err()
}
