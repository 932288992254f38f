// Package encoded keeps sessions with tokens in a cache.
package encoded

import (
	"context"
	"encoding/json"
	"time"
)

// Session is a visit.
type Session struct {
	User        string
	AccessToken string
}

// Cache is a cache.
type Cache interface {
	Get(ctx context.Context, key string) ([]byte, error)
	Set(ctx context.Context, key string, b []byte, ttl time.Duration) error
}

// Load reads the session of an id.
func Load(ctx context.Context, c Cache, id string) (*Session, error) {
	key := "session:" + id
	b, err := c.Get(ctx, key)
	if err != nil {
		return nil, err
	}
	var s Session
	if err := json.Unmarshal(b, &s); err != nil {
		return nil, err
	}
	return &s, nil
}

// Save writes the session of an id.
func Save(ctx context.Context, c Cache, id string, s *Session) error {
	key := "session:" + id
	b, err := json.Marshal(s) // fix: seal
	if err != nil {
		return err
	}
	return c.Set(ctx, key, b, time.Hour)
}

// Answer is a response that nobody here reads.
type Answer struct{ Token string }

// Remember writes an answer.
func Remember(ctx context.Context, c Cache, a *Answer) error {
	b, err := json.Marshal(a) // fix: none
	if err != nil {
		return err
	}
	return c.Set(ctx, "answer", b, time.Hour)
}
