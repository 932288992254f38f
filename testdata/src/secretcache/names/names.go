// Package names has secrets that only their names tell.
package names

import (
	"context"
	"os"
	"strings"
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
	rdb.Set(ctx, "k", s.APIKey, 0) // want "field APIKey of settings stored in plaintext in Redis"
}

// Save is given the secret by who calls it.
func Save(ctx context.Context, rdb *redis.Client, user, refreshToken string) {
	rdb.Set(ctx, "refresh:"+user, refreshToken, time.Hour) // want "parameter refreshToken stored in plaintext in Redis"
}

func issue() (string, error) { return os.Hostname() }

func variable(ctx context.Context, rdb *redis.Client) {
	sessionToken, _ := issue()
	rdb.Set(ctx, "session", sessionToken, time.Hour)      // want "variable sessionToken stored in plaintext in Redis"
	rdb.Set(ctx, "session:"+sessionToken, "1", time.Hour) // a session's own id
}

func environment(ctx context.Context, rdb *redis.Client) {
	rdb.Set(ctx, "k", os.Getenv("SMTP_PASSWORD"), 0) // want "secret of the environment SMTP_PASSWORD stored in plaintext in Redis"
	rdb.Set(ctx, "k", os.Getenv("HOME"), 0)
}

func entry(ctx context.Context, rdb *redis.Client, m map[string]string) {
	rdb.Set(ctx, "k", m["client_secret"], 0) // want "entry client_secret stored in plaintext in Redis"
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

// Normalize returns a cell's token without its prefix: what the value is, its callers know.
func Normalize(token string) string {
	token = strings.ToLower(token)
	return strings.TrimPrefix(token, "s2:")
}

func cells(ctx context.Context, rdb *redis.Client, id string) {
	id = Normalize(id)
	rdb.Set(ctx, "cell:"+id, "1", 0)
}

func Renew(ctx context.Context, rdb *redis.Client, refreshToken string) {
	refreshToken = strings.TrimSpace(refreshToken)
	rdb.Set(ctx, "k", refreshToken, 0) // want "parameter refreshToken stored in plaintext in Redis"
}
