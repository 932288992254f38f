// Package cache keeps bytes under string keys for a limited time. It knows
// Redis and nothing of what the bytes mean.
package cache

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

// ErrMiss is returned for a key that is not, or no longer, in the cache.
var ErrMiss = errors.New("cache: miss")

// Redis is a cache in a Redis database, shared by all instances of the shop.
type Redis struct {
	client *redis.Client
	prefix string
}

// NewRedis returns a cache whose keys all begin with prefix.
func NewRedis(client *redis.Client, prefix string) *Redis {
	return &Redis{client: client, prefix: prefix}
}

// Get returns the bytes stored under key, or ErrMiss.
func (c *Redis) Get(ctx context.Context, key string) ([]byte, error) {
	b, err := c.client.Get(ctx, c.prefix+key).Bytes()
	if errors.Is(err, redis.Nil) {
		return nil, ErrMiss
	}
	if err != nil {
		return nil, fmt.Errorf("cache: get %s: %w", key, err)
	}
	return b, nil
}

// Set stores b under key for ttl; a ttl of zero keeps it until it is deleted.
func (c *Redis) Set(ctx context.Context, key string, b []byte, ttl time.Duration) error {
	if err := c.client.Set(ctx, c.prefix+key, b, ttl).Err(); err != nil {
		return fmt.Errorf("cache: set %s: %w", key, err)
	}
	return nil
}

// Add stores b under key for ttl if nothing is stored there yet, and reports
// whether it did.
func (c *Redis) Add(ctx context.Context, key string, b []byte, ttl time.Duration) (bool, error) {
	added, err := c.client.SetNX(ctx, c.prefix+key, b, ttl).Result()
	if err != nil {
		return false, fmt.Errorf("cache: add %s: %w", key, err)
	}
	return added, nil
}

// Delete removes key; a key that is not there is no error.
func (c *Redis) Delete(ctx context.Context, key string) error {
	if err := c.client.Del(ctx, c.prefix+key).Err(); err != nil {
		return fmt.Errorf("cache: delete %s: %w", key, err)
	}
	return nil
}
