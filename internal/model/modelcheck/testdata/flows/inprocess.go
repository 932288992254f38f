package flows

import (
	"net/http"

	"github.com/VictoriaMetrics/fastcache"
	"github.com/Yiling-J/theine-go"
	"github.com/allegro/bigcache/v3"
	"github.com/bluele/gcache"
	"github.com/coocood/freecache"
	"github.com/dgraph-io/ristretto/v2"
	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/jellydator/ttlcache/v3"
	"github.com/maypok86/otter/v2"
	"github.com/patrickmn/go-cache"
)

func keep(r *http.Request, c *cache.Cache, big *bigcache.BigCache, free *freecache.Cache, fast *fastcache.Cache, g gcache.Cache) {
	secret, open := r.Header.Get("Authorization"), r.Header.Get("Accept-Language")
	c.SetDefault("k", secret) // want
	c.SetDefault("k", open)
	_ = big.Set("k", []byte(secret)) // want
	_ = big.Set("k", []byte(open))
	_ = free.Set([]byte("k"), []byte(secret), 1) // want
	_ = free.Set([]byte("k"), []byte(open), 1)
	fast.Set([]byte("k"), []byte(secret)) // want
	fast.Set([]byte("k"), []byte(open))
	_ = g.Set("k", secret) // want
	_ = g.Set("k", open)
}

func keepTyped(r *http.Request, rist *ristretto.Cache[string, string], l *lru.Cache[string, string], o *otter.Cache[string, string],
	t *theine.Cache[string, string], ttl *ttlcache.Cache[string, string]) {
	secret, open := r.Header.Get("Authorization"), r.Header.Get("Accept-Language")
	rist.Set("k", secret, 1) // want
	rist.Set("k", open, 1)
	l.Add("k", secret) // want
	l.Add("k", open)
	o.Set("k", secret) // want
	o.Set("k", open)
	t.Set("k", secret, 1) // want
	t.Set("k", open, 1)
	ttl.Set("k", secret, 1) // want
	ttl.Set("k", open, 1)
	if v, ok := l.Get(secret); ok {
		c := v
		l.Add("other", c)
	}
}
