package adapters

import (
	"context"
	"errors"
	"time"

	"github.com/unsafedecode/unsafedecode/signedcodec/cache"
)

// Store is a [cache.ManyStore] made of a client's functions.
type Store struct {
	get     func(ctx context.Context, key string) ([]byte, bool, error)
	set     func(ctx context.Context, key string, value []byte, ttl time.Duration) error
	remove  func(ctx context.Context, key string) error
	getMany func(ctx context.Context, keys []string) (map[string][]byte, error)
	setMany func(ctx context.Context, values map[string][]byte, ttl time.Duration) error
}

var _ cache.ManyStore = (*Store)(nil)

// Get implements [cache.Store]. Errors are the client's.
func (s *Store) Get(ctx context.Context, key string) ([]byte, bool, error) { return s.get(ctx, key) }

// Set implements [cache.Store]. Errors are the client's.
func (s *Store) Set(ctx context.Context, key string, value []byte, ttl time.Duration) error {
	return s.set(ctx, key, value, ttl)
}

// Delete implements [cache.Store]. Errors are the client's.
func (s *Store) Delete(ctx context.Context, key string) error { return s.remove(ctx, key) }

// GetMany implements [cache.ManyStore]. Errors are the client's.
func (s *Store) GetMany(ctx context.Context, keys []string) (map[string][]byte, error) {
	if s.getMany != nil {
		return s.getMany(ctx, keys)
	}
	found := make(map[string][]byte, len(keys))
	for _, key := range keys {
		b, ok, err := s.get(ctx, key)
		if err != nil {
			return nil, err
		}
		if ok {
			found[key] = b
		}
	}
	return found, nil
}

// SetMany implements [cache.ManyStore]. Errors are the client's.
func (s *Store) SetMany(ctx context.Context, values map[string][]byte, ttl time.Duration) error {
	if s.setMany != nil {
		return s.setMany(ctx, values, ttl)
	}
	for key, value := range values {
		if err := s.set(ctx, key, value, ttl); err != nil {
			return err
		}
	}
	return nil
}

// What clients of Redis return.
type (
	bytesCmd         interface{ Bytes() ([]byte, error) }
	errCmd           interface{ Err() error }
	sliceCmd         interface{ Result() ([]any, error) }
	setter[S errCmd] interface {
		Set(ctx context.Context, key string, value any, ttl time.Duration) S
	}
)

// RedisClient is the method set of the clients of go-redis that a store needs: *redis.Client, *redis.ClusterClient and
// redis.UniversalClient have it, of version 8 and 9.
type RedisClient[B bytesCmd, S, D errCmd, M sliceCmd, P setter[S], C any] interface {
	Get(ctx context.Context, key string) B
	Set(ctx context.Context, key string, value any, ttl time.Duration) S
	Del(ctx context.Context, keys ...string) D
	MGet(ctx context.Context, keys ...string) M
	Pipelined(ctx context.Context, fn func(P) error) ([]C, error)
}

// NewRedisStore keeps entries in Redis; redisNil is the client's error for a key that is not there:
//
//	store := adapters.NewRedisStore(rdb, redis.Nil)
//
// Many entries are read by one MGET and written by one pipeline.
func NewRedisStore[B bytesCmd, S, D errCmd, M sliceCmd, P setter[S], C any](client RedisClient[B, S, D, M, P, C], redisNil error) *Store {
	return &Store{
		get: func(ctx context.Context, key string) ([]byte, bool, error) {
			b, err := client.Get(ctx, key).Bytes()
			return found(b, err, redisNil)
		},
		set: func(ctx context.Context, key string, value []byte, ttl time.Duration) error {
			return client.Set(ctx, key, value, atLeast(ttl, time.Millisecond)).Err()
		},
		remove: func(ctx context.Context, key string) error { return client.Del(ctx, key).Err() },
		getMany: func(ctx context.Context, keys []string) (map[string][]byte, error) {
			if len(keys) == 0 {
				return nil, nil
			}
			values, err := client.MGet(ctx, keys...).Result()
			if err != nil {
				return nil, err
			}
			m := make(map[string][]byte, len(keys))
			for i, v := range values {
				if text, ok := v.(string); ok && i < len(keys) {
					m[keys[i]] = []byte(text)
				}
			}
			return m, nil
		},
		setMany: func(ctx context.Context, values map[string][]byte, ttl time.Duration) error {
			_, err := client.Pipelined(ctx, func(p P) error {
				for key, value := range values {
					p.Set(ctx, key, value, atLeast(ttl, time.Millisecond))
				}
				return nil
			})
			return err
		},
	}
}

// atLeast rounds a time to live up to the unit that a server counts in; 0 stays "none".
func atLeast(ttl, unit time.Duration) time.Duration {
	if ttl <= 0 {
		return 0
	}
	return (ttl + unit - 1) / unit * unit
}

// found tells a miss from a failure.
func found(b []byte, err, miss error) ([]byte, bool, error) {
	switch {
	case err == nil:
		return b, true, nil
	case errors.Is(err, miss):
		return nil, false, nil
	}
	return nil, false, err
}

// MemcacheClient is the method set of gomemcache's *memcache.Client that a store needs.
type MemcacheClient[I any] interface {
	Get(key string) (I, error)
	Set(item I) error
	Delete(key string) error
	GetMulti(keys []string) (map[string]I, error)
}

// MemcacheItem tells what an item of gomemcache is made of, and is the client's error for a key that is not there.
type MemcacheItem[I any] struct {
	Make  func(key string, value []byte, seconds int32) I
	Value func(I) []byte
	Miss  error
}

// NewMemcacheStore keeps entries in memcached:
//
//	store := adapters.NewMemcacheStore(client, adapters.MemcacheItem[*memcache.Item]{
//		Make:  func(key string, value []byte, seconds int32) *memcache.Item { return &memcache.Item{Key: key, Value: value, Expiration: seconds} },
//		Value: func(i *memcache.Item) []byte { return i.Value },
//		Miss:  memcache.ErrCacheMiss,
//	})
//
// The server takes keys of up to 250 bytes without blanks: use [cache.HideKeys] for others. Contexts are not passed on.
func NewMemcacheStore[I any](client MemcacheClient[I], item MemcacheItem[I]) *Store {
	return &Store{
		get: func(_ context.Context, key string) ([]byte, bool, error) {
			i, err := client.Get(key)
			if err != nil {
				return found(nil, err, item.Miss)
			}
			return item.Value(i), true, nil
		},
		set: func(_ context.Context, key string, value []byte, ttl time.Duration) error {
			return client.Set(item.Make(key, value, memcacheSeconds(ttl)))
		},
		remove: func(_ context.Context, key string) error {
			if err := client.Delete(key); err != nil && !errors.Is(err, item.Miss) {
				return err
			}
			return nil
		},
		getMany: func(_ context.Context, keys []string) (map[string][]byte, error) {
			items, err := client.GetMulti(keys)
			if err != nil {
				return nil, err
			}
			m := make(map[string][]byte, len(items))
			for key, i := range items {
				m[key] = item.Value(i)
			}
			return m, nil
		},
	}
}

// memcacheSeconds is a time to live as memcached counts: above 30 days, a number is a moment since 1970.
func memcacheSeconds(ttl time.Duration) int32 {
	const month = 30 * 24 * time.Hour
	ttl = atLeast(ttl, time.Second)
	if ttl <= month {
		return int32(ttl / time.Second)
	}
	return int32(min(time.Now().Add(ttl).Unix(), 1<<31-1))
}

// TTLMap is the method set of patrickmn/go-cache and caches like it.
type TTLMap interface {
	Get(key string) (any, bool)
	Set(key string, value any, ttl time.Duration)
	Delete(key string)
}

// NewTTLMapStore keeps entries in a cache of this process that expires them. An entry that is none of this store's is a miss.
func NewTTLMapStore(m TTLMap) *Store {
	return &Store{
		get: func(_ context.Context, key string) ([]byte, bool, error) {
			v, ok := m.Get(key)
			b, isBytes := v.([]byte)
			return b, ok && isBytes, nil
		},
		set: func(_ context.Context, key string, value []byte, ttl time.Duration) error {
			if ttl <= 0 {
				ttl = -1 // go-cache's "never"; 0 is its default
			}
			m.Set(key, value, ttl)
			return nil
		},
		remove: func(_ context.Context, key string) error { m.Delete(key); return nil },
	}
}

// ByteMap is the method set of allegro/bigcache and caches like it.
type ByteMap interface {
	Get(key string) ([]byte, error)
	Set(key string, entry []byte) error
	Delete(key string) error
}

// NewByteMapStore keeps entries in a cache of this process that has one time to live for all; miss is its error for a key that
// is not there. An entry's own time to live is in its token.
func NewByteMapStore(m ByteMap, miss error) *Store {
	return &Store{
		get: func(_ context.Context, key string) ([]byte, bool, error) {
			b, err := m.Get(key)
			return found(b, err, miss)
		},
		set: func(_ context.Context, key string, value []byte, _ time.Duration) error { return m.Set(key, value) },
		remove: func(_ context.Context, key string) error {
			if err := m.Delete(key); err != nil && !errors.Is(err, miss) {
				return err
			}
			return nil
		},
	}
}

// LRU is the method set of hashicorp/golang-lru's Cache[string, []byte] and caches like it.
type LRU interface {
	Get(key string) ([]byte, bool)
	Add(key string, value []byte) (evicted bool)
	Remove(key string) (present bool)
}

// NewLRUStore keeps entries in a cache of this process that drops the least recently used. An entry's time to live is in its
// token.
func NewLRUStore(m LRU) *Store {
	return &Store{
		get: func(_ context.Context, key string) ([]byte, bool, error) {
			b, ok := m.Get(key)
			return b, ok, nil
		},
		set: func(_ context.Context, key string, value []byte, _ time.Duration) error {
			m.Add(key, value)
			return nil
		},
		remove: func(_ context.Context, key string) error { m.Remove(key); return nil },
	}
}
