// Package store keeps sessions in a cache.
package store

import (
	"bytes"
	"context"
	"encoding/gob"
	"time"
)

// lifetime of a session.
const lifetime = 14 * 24 * time.Hour

// Session is a visit.
type Session struct{ User string }

// Cache is a cache.
type Cache interface {
	Get(ctx context.Context, key string) ([]byte, error)
	Set(ctx context.Context, key string, b []byte, ttl time.Duration) error
}

// Sessions are kept in a cache.
type Sessions struct{ Cache Cache }

// Load reads the session of an id.
func (s *Sessions) Load(ctx context.Context, id string) (*Session, error) {
	key := "session:" + id
	b, err := s.Cache.Get(ctx, key)
	if err != nil {
		return nil, err
	}
	var sess Session
	// A comment that must stay.
	if err := gob.NewDecoder(bytes.NewReader(b)).Decode(&sess); err != nil { // fix: sign
		return nil, err
	}
	return &sess, nil
}

// Save writes the session of an id.
func (s *Sessions) Save(ctx context.Context, id string, sess *Session) error {
	key := "session:" + id
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(sess); err != nil { // and this one
		return err
	}
	return s.Cache.Set(ctx, key, buf.Bytes(), lifetime)
}
