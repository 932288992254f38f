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
	c.Add(accessToken, 1) // want `parameter accessToken stored in plaintext as a key of an in-process LRU cache`
}

func values(c *cache.Cache, password string) {
	c.Set("admin", password, time.Hour) // want `stored in plaintext in`
}

// An object that has a secret inside is how programs hold what they work with.
func objects(c *cache.Cache, cl *client) {
	c.Set(cl.Name, cl, time.Hour)
}

func written(c *cache.Cache, cl *client) {
	b, _ := json.Marshal(cl)
	c.Set(cl.Name, b, time.Hour) // want "field Secret of client, encoded,"
}

type tokens struct {
	byUser     map[string]string
	tokenCache map[string]string
}

func (t *tokens) put(user, token string) {
	t.tokenCache[user] = token // want `parameter token stored in plaintext in the map tokenCache`
	t.tokenCache[token] = user // want "as a key of"
	t.byUser[user] = token
}

// A pageCache is a cache by its name.
type pageCache interface {
	Set(ctx context.Context, key string, page []byte) error
}

func named(ctx context.Context, c pageCache, apiKey string, page []byte) {
	c.Set(ctx, "page:"+apiKey, page) // want `parameter apiKey stored in plaintext as a key of a cache`
}

var (
	sessionCache sync.Map
	sessionIDs   sync.Map
)

func shared(apiKey string) {
	sessionCache.Store(apiKey, 1) // want `parameter apiKey stored in plaintext as a key of a map that serves as a cache`
	sessionIDs.Store(apiKey, 1)
}

type tenants struct {
	byHost map[string]string
	seen   sync.Map
}

// secretOf is a cache by its use.
func (t *tenants) secretOf(host string, fetch func(string) string) string {
	if s, ok := t.byHost[host]; ok {
		return s
	}
	clientSecret := fetch(host)
	t.byHost[host] = clientSecret // want `variable clientSecret stored in plaintext in the map byHost, which serves as a cache`
	return clientSecret
}

func (t *tenants) known(apiKey string) bool {
	if _, ok := t.seen.Load(apiKey); ok {
		return true
	}
	t.seen.Store(apiKey, true) // want `parameter apiKey stored in plaintext as a key of a map that serves as a cache`
	return false
}

func (t *tenants) register(host, clientSecret string) {
	t.byHost[host] = clientSecret
}

type grants struct {
	rights map[string]string
}

type member struct {
	password string
	grants   grants
}

// merge asks only whether a right is there: it keeps what comes first, and nobody computes anything.
func (g *grants) merge(of *member) {
	for k := range of.grants.rights {
		if _, ok := g.rights[k]; !ok {
			g.rights[k] = of.password
		}
	}
}
