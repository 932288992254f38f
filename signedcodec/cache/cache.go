// Package cache keeps values of one type in a cache that others can write to: each entry is signed, or sealed, and bound to
// its key, so that an entry that was forged, changed or copied from another key is a miss.
//
//	users := cache.New[User](adapters.NewRedisStore(rdb, redis.Nil), signer)
//	user, err := users.GetOrLoad(ctx, "user:7", time.Hour, loadUser)
//
// The package knows keys, lifetimes and what a miss is. It must not know how anything is signed, nor any cache: package
// adapters fits the clients of Redis, memcached and caches in memory to [Store].
package cache

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

// Store is what a cache has to do. A time to live of 0 is none.
type Store interface {
	Get(ctx context.Context, key string) (value []byte, found bool, err error)
	Set(ctx context.Context, key string, value []byte, ttl time.Duration) error
	Delete(ctx context.Context, key string) error
}

// ManyStore is a Store that does many at once. What GetMany does not find is not in its result.
type ManyStore interface {
	Store
	GetMany(ctx context.Context, keys []string) (map[string][]byte, error)
	SetMany(ctx context.Context, values map[string][]byte, ttl time.Duration) error
}

// Cache keeps values of type T. It is safe for concurrent use.
type Cache[T any] struct {
	store  Store
	codec  signedcodec.Codec[T]
	s      settings
	flight flight[T]
}

// Option configures a [Cache].
type Option func(*settings)

type settings struct {
	hideKeys bool
	onError  func(error)
}

// HideKeys stores entries under [signedcodec.Signer.Name] of their keys: 43 characters that tell nothing, for keys that hold
// secrets, and for stores that take short keys only. Entries are not found again after the primary key has changed.
func HideKeys() Option { return func(s *settings) { s.hideKeys = true } }

// OnStoreError calls hook with the store's errors in [Cache.GetOrLoad], which goes on without the store.
func OnStoreError(hook func(error)) Option { return func(s *settings) { s.onError = hook } }

// New makes a cache. The signer's purpose separates it from other caches in the same store; its [signedcodec.OnVerify] hears
// of every entry that does not verify.
func New[T any](store Store, s *signedcodec.Signer, opts ...Option) *Cache[T] {
	c := &Cache[T]{store: store, codec: signedcodec.NewCodec[T](s)}
	for _, opt := range opts {
		if opt != nil {
			opt(&c.s)
		}
	}
	return c
}

func (c *Cache[T]) name(key string) string {
	if c.s.hideKeys {
		return c.codec.Signer().Name(key)
	}
	return key
}

// Get returns the value of a key; found is false when there is none that verifies. Errors are the store's.
func (c *Cache[T]) Get(ctx context.Context, key string) (v T, found bool, err error) {
	b, found, err := c.store.Get(ctx, c.name(key))
	if err != nil || !found {
		return v, false, err
	}
	return c.open(key, b)
}

// open decodes an entry. What does not verify, or does not fit T, is a miss.
func (c *Cache[T]) open(key string, b []byte) (v T, found bool, err error) {
	v, err = c.codec.For(key).Decode(b)
	switch {
	case errors.Is(err, signedcodec.ErrInvalid):
		return v, false, nil
	case err != nil:
		return v, false, err
	}
	return v, true, nil
}

// Set stores the value of a key for a time to live, or for as long as the signer's tokens live when ttl is 0 or longer than
// that. Errors: those of [signedcodec.Signer.Marshal] and of the store.
func (c *Cache[T]) Set(ctx context.Context, key string, v T, ttl time.Duration) error {
	b, ttl, err := c.seal(key, v, ttl)
	if err != nil {
		return err
	}
	return c.store.Set(ctx, c.name(key), b, ttl)
}

func (c *Cache[T]) seal(key string, v T, ttl time.Duration) ([]byte, time.Duration, error) {
	if ttl < 0 {
		return nil, 0, fmt.Errorf("cache: the time to live is negative: %v", ttl)
	}
	codec := c.codec.For(key)
	if ttl > 0 {
		codec = codec.ExpiringAt(codec.Signer().Now().Add(ttl))
	}
	if life := codec.Signer().Lifetime(); life > 0 && (ttl == 0 || life < ttl) {
		ttl = life
	}
	b, err := codec.Encode(v)
	return b, ttl, err
}

// Delete removes the entry of a key. Errors are the store's.
func (c *Cache[T]) Delete(ctx context.Context, key string) error {
	return c.store.Delete(ctx, c.name(key))
}

// GetMany returns the values of those keys that have one that verifies, in one trip where the store is a [ManyStore]. Errors
// are the store's.
func (c *Cache[T]) GetMany(ctx context.Context, keys ...string) (map[string]T, error) {
	values := make(map[string]T, len(keys))
	many, ok := c.store.(ManyStore)
	if !ok {
		for _, key := range keys {
			v, found, err := c.Get(ctx, key)
			if err != nil {
				return nil, err
			}
			if found {
				values[key] = v
			}
		}
		return values, nil
	}
	names := make([]string, len(keys))
	for i, key := range keys {
		names[i] = c.name(key)
	}
	entries, err := many.GetMany(ctx, names)
	if err != nil {
		return nil, err
	}
	for i, key := range keys {
		b, ok := entries[names[i]]
		if !ok {
			continue
		}
		v, found, err := c.open(key, b)
		if err != nil {
			return nil, err
		}
		if found {
			values[key] = v
		}
	}
	return values, nil
}

// SetMany is [Cache.Set] for many values, in one trip where the store is a [ManyStore], with its errors.
func (c *Cache[T]) SetMany(ctx context.Context, values map[string]T, ttl time.Duration) error {
	many, ok := c.store.(ManyStore)
	entries := make(map[string][]byte, len(values))
	for key, v := range values {
		b, life, err := c.seal(key, v, ttl)
		if err != nil {
			return err
		}
		if ok {
			entries[c.name(key)] = b
			continue
		}
		if err := c.store.Set(ctx, c.name(key), b, life); err != nil {
			return err
		}
	}
	if !ok || len(entries) == 0 {
		return nil
	}
	if life := c.codec.Signer().Lifetime(); life > 0 && (ttl == 0 || life < ttl) {
		ttl = life
	}
	return many.SetMany(ctx, entries, ttl)
}

// GetOrLoad returns the value of a key, or what load returns for it, which it then stores for ttl. Of concurrent calls for
// one key in this process, one loads, and the others get its value, with whatever it points to. Errors are load's: a store
// that fails is reported to [OnStoreError] and otherwise done without.
func (c *Cache[T]) GetOrLoad(ctx context.Context, key string, ttl time.Duration, load func(ctx context.Context, key string) (T, error)) (T, error) {
	v, found, err := c.Get(ctx, key)
	if found {
		return v, nil
	}
	c.failed(err)
	return c.flight.do(ctx, key, func() (T, error) {
		// Another call may have stored it since this one looked.
		if v, found, err := c.Get(ctx, key); err == nil && found {
			return v, nil
		}
		v, err := load(ctx, key)
		if err == nil {
			c.failed(c.Set(ctx, key, v, ttl))
		}
		return v, err
	})
}

func (c *Cache[T]) failed(err error) {
	if err != nil && c.s.onError != nil {
		c.s.onError(err)
	}
}
