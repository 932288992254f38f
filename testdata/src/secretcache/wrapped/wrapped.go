// Package wrapped has the cache behind helpers.
package wrapped

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/redis/go-redis/v9"
)

type store struct{ rdb *redis.Client }

func (s *store) put(ctx context.Context, key string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return s.rdb.Set(ctx, key, b, time.Minute).Err()
}

func (s *store) mark(ctx context.Context, key string) error {
	return s.rdb.Set(ctx, key, 1, time.Minute).Err()
}

type login struct {
	User     string
	Password string
}

func save(ctx context.Context, s *store, l *login) error {
	return s.put(ctx, l.User, l) // want "field Password of login, encoded, stored in plaintext in Redis, inside \\(\\*store\\).put"
}

func byKey(ctx context.Context, s *store, r *http.Request) error {
	return s.mark(ctx, credential(r)) // want "secret header Authorization stored in plaintext as a key of Redis, inside \\(\\*store\\).mark"
}

func credential(r *http.Request) string { return r.Header.Get("Authorization") }

func fine(ctx context.Context, s *store, r *http.Request) error {
	return s.put(ctx, r.URL.Path, r.Method)
}

// A parameter that says what it holds is reported once, where it is written, and not at each call.
func (s *store) login(ctx context.Context, user, password string) error {
	return s.rdb.Set(ctx, user, password, time.Minute).Err() // want "password of an HTTP request stored in plaintext in Redis"
}

func fromForm(ctx context.Context, s *store, r *http.Request) error {
	if _, p, ok := r.BasicAuth(); ok {
		return s.login(ctx, "a", p)
	}
	return s.Login(ctx, "b", r.PostFormValue("password"))
}

// Login is called from elsewhere, too.
func (s *store) Login(ctx context.Context, user, password string) error {
	return s.login(ctx, user, password)
}
