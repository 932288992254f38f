// Package unrelated works with secrets and with caches, and keeps them apart.
package unrelated

import (
	"context"
	"net/http"
	"time"

	"github.com/redis/go-redis/v9"
)

type settings struct {
	Password string
	Token    string
	CacheTTL time.Duration
}

func connect(s *settings) *redis.Client {
	return redis.NewClient(&redis.Options{Addr: "cache:6379"})
}

func call(s *settings) (*http.Response, error) {
	req, err := http.NewRequest("GET", "https://example.com/", nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+s.Token)
	return http.DefaultClient.Do(req)
}

func remember(ctx context.Context, rdb *redis.Client, s *settings, user string, page []byte) {
	rdb.Set(ctx, "page:"+user, page, s.CacheTTL)
}

// The middleware looks at the credential and stores by the path.
func middleware(rdb *redis.Client, s *settings, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer "+s.Token {
			http.Error(w, "no", http.StatusUnauthorized)
			return
		}
		rdb.Set(r.Context(), "seen:"+r.URL.Path, time.Now().Unix(), s.CacheTTL)
		next.ServeHTTP(w, r)
	})
}
