// Package forms keeps tokens in caches of several shapes.
package forms

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Redis is a client whose replies are objects.
type Redis interface {
	Get(ctx context.Context, key string) Reply
	Set(ctx context.Context, key string, value any, ttl time.Duration) Status
	Del(ctx context.Context, keys ...string) Status
}

// Reply is what was stored.
type Reply interface {
	Result() (string, error)
	Val() string
}

// Status is an outcome.
type Status interface{ Err() error }

// Service uses a token of another service.
type Service struct {
	rdb   Redis
	cache Cache
	pages Pages
}

func tokenKey(user string) string { return "token:" + user }

// SaveToken keeps a token.
func (s *Service) SaveToken(ctx context.Context, user, token string) error {
	// A comment that must stay.
	return s.rdb.Set(ctx, tokenKey(user), token, time.Hour).Err() // fix: sealtext
}

// RenewToken keeps a token under conditions.
func (s *Service) RenewToken(ctx context.Context, user string, token func() string) (ok bool, err error) {
	if user != "" {
		tok := token()
		if err := s.rdb.Set(ctx, tokenKey(user), tok, time.Hour).Err(); err != nil {
			return false, fmt.Errorf("renew: %w", err)
		}
	}
	return true, nil
}

// Touch drops the outcome.
func (s *Service) Touch(ctx context.Context, user, token string) {
	s.rdb.Set(ctx, tokenKey(user), token, time.Hour)
}

// Token returns the token of a user.
func (s *Service) Token(ctx context.Context, user string) (string, error) {
	token, err := s.rdb.Get(ctx, tokenKey(user)).Result()
	if err != nil {
		return "", fmt.Errorf("token: %w", err)
	}
	return token, nil
}

// Has reports whether there is a token.
func (s *Service) Has(ctx context.Context, user string) bool {
	return s.rdb.Get(ctx, tokenKey(user)).Val() != ""
}

// Forget removes a token.
func (s *Service) Forget(ctx context.Context, user string) error {
	return s.rdb.Del(ctx, tokenKey(user)).Err()
}

// Cache is a cache of anything.
type Cache interface {
	Get(key string) any
	Set(key string, value any, ttl time.Duration) error
}

// Access returns the access token of an application.
func (s *Service) Access(id string, fetch func() (string, error)) (accessToken string, err error) {
	key := fmt.Sprintf("%s_access_token", id)
	if val := s.cache.Get(key); val != nil {
		if accessToken = val.(string); accessToken != "" {
			return
		}
	}
	if accessToken, err = fetch(); err != nil {
		return
	}
	err = s.cache.Set(key, accessToken, time.Minute) // fix: sealtext
	return
}

// Pages is a cache of bytes.
type Pages interface {
	Get(key string) ([]byte, bool)
	Set(key string, value []byte)
	Delete(key string)
}

// Dump keeps a dump.
func (s *Service) Dump(url string, dump []byte) {
	s.pages.Set("dump:"+url, dump) // fix: sealtext
}

// Dumped returns a dump.
func (s *Service) Dumped(url string) ([]byte, error) {
	dump, ok := s.pages.Get("dump:" + url)
	if !ok {
		return nil, errors.New("no dump")
	}
	return dump, nil
}

// Unread keeps what nobody reads here.
func (s *Service) Unread(ctx context.Context, token string) error {
	return s.rdb.Set(ctx, "unread", token, 0).Err() // fix: none
}

// Seen keeps something else in the same store.
func (s *Service) Seen(ctx context.Context, user string) error { return s.put(ctx, "seen:"+user) }

func (s *Service) put(ctx context.Context, key string) error {
	return s.rdb.Set(ctx, key, "yes", 0).Err()
}

// Other is a store with entries of which nothing is known.
type Other interface {
	Get(key string) (string, error)
	Set(key, value string) error
}

// Generic returns anything.
func Generic(o Other, key string) (string, error) { return o.Get(key) }

// Unsure keeps what Generic may read.
func Unsure(o Other, token string) error {
	return o.Set("unsure", token) // fix: none
}

// Sure reads it.
func Sure(o Other) (string, error) { return o.Get("unsure") }

// LRU is a cache in memory.
type LRU struct{ m map[string]any }

// Add adds an entry.
func (l *LRU) Add(key string, value any) { l.m[key] = value }

// Get returns an entry.
func (l *LRU) Get(key string) (any, bool) { v, ok := l.m[key]; return v, ok }

var lru = &LRU{m: make(map[string]any)}

// Cached returns a token that may be cached.
func Cached(channel int, fetch func() string) string {
	key := fmt.Sprintf("token-%d", channel)
	if token, found := lru.Get(key); found {
		return token.(string)
	}
	token := fetch()
	lru.Add(key, token) // fix: sealmemory
	return token
}

// Shared is a cache of strings.
type Shared interface {
	GetString(ctx context.Context, key string) (string, bool, error)
	SetString(ctx context.Context, key, value string, ttl time.Duration) error
}

const visitKey = "visit:"

// SaveVisit keeps the token of a visit.
func SaveVisit(ctx context.Context, c Shared, visit, token string) error {
	if err := c.SetString(ctx, visitKey+visit, token, time.Hour); err != nil { // fix: sealtext
		return fmt.Errorf("visit: %w", err)
	}
	return nil
}

// VisitToken returns the token of a visit.
func VisitToken(ctx context.Context, c Shared, visit string) (string, error) {
	token, exist, err := c.GetString(ctx, visitKey+visit)
	if err != nil {
		return "", err
	}
	if !exist {
		return "", nil
	}
	return token, nil
}
