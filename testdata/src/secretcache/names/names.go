// Package names has secrets that only their names tell.
package names

import (
	"context"
	"os"
	"time"

	"github.com/redis/go-redis/v9"
)

type settings struct {
	APIKey       string
	KeyID        string
	PublicKey    string
	passwordHash string
	TokenCount   int
	TokenTTL     time.Duration
}

func field(ctx context.Context, rdb *redis.Client, s *settings) {
	rdb.Set(ctx, "k", s.APIKey, 0) // want "the field APIKey of settings is written in clear into Redis, as a value"
}

// Save is given the secret by who calls it.
func Save(ctx context.Context, rdb *redis.Client, user, refreshToken string) {
	rdb.Set(ctx, "refresh:"+user, refreshToken, time.Hour) // want "the parameter refreshToken is written in clear into Redis, as a value"
}

func issue() (string, error) { return os.Hostname() }

func variable(ctx context.Context, rdb *redis.Client) {
	sessionToken, _ := issue()
	rdb.Set(ctx, "session:"+sessionToken, "1", time.Hour) // want "the variable sessionToken is written in clear into Redis, inside of a key"
}

func environment(ctx context.Context, rdb *redis.Client) {
	rdb.Set(ctx, "k", os.Getenv("SMTP_PASSWORD"), 0) // want "the secret of the environment is written in clear into Redis, as a value"
	rdb.Set(ctx, "k", os.Getenv("HOME"), 0)
}

func entry(ctx context.Context, rdb *redis.Client, m map[string]string) {
	rdb.Set(ctx, "k", m["client_secret"], 0) // want "the entry client_secret is written in clear into Redis, as a value"
	rdb.Set(ctx, "k", m["client_id"], 0)
}

func near(ctx context.Context, rdb *redis.Client, s *settings, csrfTokenName, cacheKeyPrefix, nextPageToken string) {
	rdb.Set(ctx, s.KeyID+s.PublicKey, s.passwordHash, s.TokenTTL)
	rdb.Set(ctx, cacheKeyPrefix+csrfTokenName+nextPageToken, s.TokenCount, 0)
}

func replaced(ctx context.Context, rdb *redis.Client, s *settings) {
	s.APIKey = "none"
	rdb.Set(ctx, "k", s.APIKey, 0)
}
