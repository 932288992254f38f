// Package keys has secrets that pass: what is spent when it is stored, and what a session is found by.
package keys

import (
	"context"

	"github.com/redis/go-redis/v9"
)

type login struct {
	User     string
	Passcode string
}

type row struct {
	Name     string
	Salt     string
	Password string
}

func once(ctx context.Context, rdb *redis.Client, l login) {
	rdb.Set(ctx, "used:"+l.Passcode, true, 0)
	rdb.Set(ctx, "code:"+l.User, l.Passcode, 0) // want "field Passcode of login stored in plaintext in Redis"
}

type sessionStore struct{ rdb *redis.Client }

func (s *sessionStore) Commit(ctx context.Context, token string, data []byte) {
	s.rdb.Set(ctx, "session:"+token, data, 0)
}

func salted(ctx context.Context, rdb *redis.Client, r row) {
	rdb.HSet(ctx, "u", "hash", r.Password)
}
