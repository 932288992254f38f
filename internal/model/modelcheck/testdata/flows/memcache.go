package flows

import (
	"bytes"
	"encoding/gob"
	"github.com/bradfitz/gomemcache/memcache"
	"net/http"
)

func load(c *memcache.Client, r *http.Request) {
	var v any
	item, _ := c.Get("cart")
	_ = gob.NewDecoder(bytes.NewReader(item.Value)).Decode(&v)                            // want
	_ = c.Set(&memcache.Item{Key: "token", Value: []byte(r.Header.Get("Authorization"))}) // want
	_ = c.Set(&memcache.Item{Key: "language", Value: []byte(r.Header.Get("Accept-Language"))})
}
