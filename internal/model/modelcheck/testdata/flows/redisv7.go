package flows

import (
	"bytes"
	"encoding/gob"
	"net/http"

	redis6 "github.com/go-redis/redis"
	"github.com/go-redis/redis/v7"
)

func load(c *redis.Client, old *redis6.Client, r *http.Request, key string) {
	var v any
	data, _ := c.Get(key).Bytes()
	_ = gob.NewDecoder(bytes.NewReader(data)).Decode(&v) // want
	before, _ := old.Get(key).Bytes()
	_ = gob.NewDecoder(bytes.NewReader(before)).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewBufferString(key)).Decode(&v)
	c.Set("token", r.Header.Get("Authorization"), 0)           // want
	old.HSet("tokens", "token", r.Header.Get("Authorization")) // want
	old.HSet("languages", "language", r.Header.Get("Accept-Language"))
}
