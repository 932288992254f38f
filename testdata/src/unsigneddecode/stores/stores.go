// Package stores decodes what comes back from caches, databases and session stores.
package stores

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/gob"
	"encoding/json"

	"github.com/alexedwards/scs/v2"
	"github.com/bradfitz/gomemcache/memcache"
	"github.com/gomodule/redigo/redis"
	goredis "github.com/redis/go-redis/v9"
	"github.com/vmihailenco/msgpack/v5"
)

type profile struct{ Email string }

func decode(b []byte) (p profile, err error) {
	err = gob.NewDecoder(bytes.NewReader(b)).Decode(&p)
	return p, err
}

func fromRedis(ctx context.Context, rdb *goredis.Client) (profile, error) {
	b, err := rdb.Get(ctx, "profile").Bytes()
	if err != nil {
		return profile{}, err
	}
	return decode(b) // want "unsigneddecode: gob decodes the value in Redis, whose integrity is not verified, inside decode"
}

func fromRedigo(c redis.Conn) (profile, error) {
	b, err := redis.Bytes(c.Do("GET", "profile"))
	if err != nil {
		return profile{}, err
	}
	return decode(b) // want "unsigneddecode"
}

func fromMemcached(c *memcache.Client) (p profile, err error) {
	item, err := c.Get("profile")
	if err != nil {
		return p, err
	}
	err = msgpack.Unmarshal(item.Value, &p) // want "unsigneddecode"
	return p, err
}

func fromColumn(db *sql.DB) (profile, error) {
	var b []byte
	if err := db.QueryRow("SELECT data FROM session").Scan(&b); err != nil {
		return profile{}, err
	}
	return decode(b) // want "unsigneddecode"
}

// A session store behind an interface of a library, and its codec behind another.
type codec interface {
	Decode([]byte) (map[string]any, error)
}

type gobCodec struct{}

func (gobCodec) Decode(b []byte) (values map[string]any, err error) {
	err = gob.NewDecoder(bytes.NewReader(b)).Decode(&values)
	return values, err
}

type manager struct {
	store scs.Store
	codec codec
}

func newManager(s scs.Store) *manager { return &manager{s, gobCodec{}} }

func (m *manager) load(token string) (map[string]any, error) {
	b, found, err := m.store.Find(token)
	if err != nil || !found {
		return nil, err
	}
	return m.codec.Decode(b) // want "unsigneddecode"
}

// A store that is the program's own interface.
type blobStore interface {
	Get(key string) ([]byte, error)
}

func fromOwn(s blobStore) (profile, error) {
	b, err := s.Get("profile")
	if err != nil {
		return profile{}, err
	}
	return decode(b) // want "unsigneddecode"
}

// JSON into a declared type is bound by it.
func bound(s blobStore) (p profile, err error) {
	b, err := s.Get("profile")
	if err != nil {
		return p, err
	}
	err = json.Unmarshal(b, &p)
	return p, err
}
