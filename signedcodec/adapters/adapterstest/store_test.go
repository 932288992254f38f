package adapterstest

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"time"

	"github.com/allegro/bigcache/v3"
	"github.com/bradfitz/gomemcache/memcache"
	lru "github.com/hashicorp/golang-lru/v2"
	gocache "github.com/patrickmn/go-cache"
	"github.com/redis/go-redis/v9"

	"github.com/unsafedecode/unsafedecode/signedcodec"
	"github.com/unsafedecode/unsafedecode/signedcodec/adapters"
	"github.com/unsafedecode/unsafedecode/signedcodec/cache"
	"github.com/unsafedecode/unsafedecode/signedcodec/signedcodectest"
)

// stores are caches of the real libraries; Redis and memcached are servers.
func stores(t *testing.T) map[string]*adapters.Store {
	t.Helper()
	big, err := bigcache.New(context.Background(), bigcache.Config{Shards: 2, LifeWindow: time.Hour, MaxEntriesInWindow: 10, MaxEntrySize: 100})
	if err != nil {
		t.Fatal(err)
	}
	recent, err := lru.New[string, []byte](10)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]*adapters.Store{
		"go-cache": adapters.NewTTLMapStore(gocache.New(time.Hour, 0)),
		"bigcache": adapters.NewByteMapStore(big, bigcache.ErrEntryNotFound),
		"lru":      adapters.NewLRUStore(recent),
	}
	if rdb := startRedis(t); rdb != nil {
		all["redis"] = adapters.NewRedisStore(rdb, redis.Nil)
		var universal redis.UniversalClient = rdb
		all["redis, universal"] = adapters.NewRedisStore(universal, redis.Nil)
	}
	if addr := startMemcached(t); addr != "" {
		all["memcached"] = adapters.NewMemcacheStore(memcache.New(addr), adapters.MemcacheItem[*memcache.Item]{
			Make: func(key string, value []byte, seconds int32) *memcache.Item {
				return &memcache.Item{Key: key, Value: value, Expiration: seconds}
			},
			Value: func(i *memcache.Item) []byte { return i.Value },
			Miss:  memcache.ErrCacheMiss,
		})
	}
	return all
}

func TestStores(t *testing.T) {
	ctx := context.Background()
	for name, store := range stores(t) {
		t.Run(name, func(t *testing.T) {
			c := cache.New[user](store, signedcodectest.New(t, "app/users"))
			if _, found, err := c.Get(ctx, "user:1"); found || err != nil {
				t.Fatal("nothing is there yet:", found, err)
			}
			err := errors.Join(c.Set(ctx, "user:1", user{"Ada", true}, time.Minute), c.Set(ctx, "user:2", user{"Eve", false}, 0),
				c.SetMany(ctx, map[string]user{"user:3": {"Bob", false}, "user:4": {"Cyd", false}}, 31*24*time.Hour))
			if err != nil {
				t.Fatal(err)
			}
			if u, found, err := c.Get(ctx, "user:1"); u != (user{"Ada", true}) || !found || err != nil {
				t.Fatal(u, found, err)
			}
			many, err := c.GetMany(ctx, "user:1", "user:2", "user:3", "user:4", "user:5")
			if err != nil || len(many) != 4 || many["user:2"].Name != "Eve" || many["user:4"].Name != "Cyd" {
				t.Errorf("many: %v, %v", many, err)
			}
			if none, err := c.GetMany(ctx); err != nil || len(none) != 0 {
				t.Error("none:", none, err)
			}
			attack(t, c, store)
			if err := errors.Join(c.Delete(ctx, "user:1"), c.Delete(ctx, "user:1")); err != nil {
				t.Error("deleting, and again what is gone:", err)
			}
			if _, found, err := c.Get(ctx, "user:1"); found || err != nil {
				t.Error("after it was deleted:", found, err)
			}
		})
	}
}

// attack writes to the store past the cache.
func attack(t *testing.T, c *cache.Cache[user], store *adapters.Store) {
	t.Helper()
	ctx := context.Background()
	adas, _, err := store.Get(ctx, "user:1")
	if err != nil {
		t.Fatal(err)
	}
	adas = bytes.Clone(adas)
	for name, entry := range map[string][]byte{"copied": adas, "flipped": flip(adas), "unsigned": []byte(`{"Name":"Eve","Admin":true}`)} {
		if err := store.Set(ctx, "user:2", entry, time.Minute); err != nil {
			t.Fatal(err)
		}
		if u, found, err := c.Get(ctx, "user:2"); found || err != nil || u != (user{}) {
			t.Errorf("%s: %v, %v, %v, want a miss", name, u, found, err)
		}
		many, err := c.GetMany(ctx, "user:1", "user:2")
		if err != nil || len(many) != 1 {
			t.Errorf("%s: many give %v, %v", name, many, err)
		}
	}
}

func TestRedisKeepsTimesToLive(t *testing.T) {
	ctx := context.Background()
	rdb := startRedis(t)
	c := cache.New[int](adapters.NewRedisStore(rdb, redis.Nil), signedcodectest.New(t, "app/n", signedcodec.WithMaxAge(time.Hour)))
	if err := errors.Join(c.Set(ctx, "a", 1, time.Minute), c.Set(ctx, "b", 1, 0), c.SetMany(ctx, map[string]int{"c": 1}, 90*time.Second)); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]time.Duration{"a": time.Minute, "b": time.Hour, "c": 90 * time.Second} {
		if ttl := rdb.PTTL(ctx, key).Val(); ttl <= want-10*time.Second || ttl > want {
			t.Errorf("%s lives for %v, want %v", key, ttl, want)
		}
	}
}
