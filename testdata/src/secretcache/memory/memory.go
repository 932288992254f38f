// Package memory has caches in the process.
package memory

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/patrickmn/go-cache"
)

type client struct {
	Name   string
	Secret string
}

func keys(c *lru.Cache[string, int], accessToken string) {
	c.Add(accessToken, 1) // want `the parameter accessToken is written in clear into an in-process LRU cache, inside of a key`
}

func values(c *cache.Cache, password string) {
	c.Set("admin", password, time.Hour) // want `as a value`
}

// An object that has a secret inside is how programs hold what they work with.
func objects(c *cache.Cache, cl *client) {
	c.Set(cl.Name, cl, time.Hour)
}

func written(c *cache.Cache, cl *client) {
	b, _ := json.Marshal(cl)
	c.Set(cl.Name, b, time.Hour) // want "the field Secret of client, which the encoding has,"
}

type tokens struct {
	byUser     map[string]string
	tokenCache map[string]string
}

func (t *tokens) put(user, token string) {
	t.tokenCache[user] = token // want `the parameter token is written in clear into the map tokenCache, as a value`
	t.tokenCache[token] = user // want "inside of a key"
	t.byUser[user] = token
}

// A pageCache is a cache by its name.
type pageCache interface {
	Set(ctx context.Context, key string, page []byte) error
}

func named(ctx context.Context, c pageCache, apiKey string, page []byte) {
	c.Set(ctx, "page:"+apiKey, page) // want `the parameter apiKey is written in clear into a cache, inside of a key`
}

var (
	sessionCache sync.Map
	sessionIDs   sync.Map
)

func shared(apiKey string) {
	sessionCache.Store(apiKey, 1) // want `the parameter apiKey is written in clear into a map named as a cache, inside of a key`
	sessionIDs.Store(apiKey, 1)
}
