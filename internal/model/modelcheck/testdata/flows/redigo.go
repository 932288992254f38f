package flows

import (
	"bytes"
	"encoding/gob"
	"net/http"

	"github.com/gomodule/redigo/redis"
)

func load(p *redis.Pool, r *http.Request, key []byte) {
	var v any
	c := p.Get()
	data, _ := redis.Bytes(c.Do("GET", key))
	_ = gob.NewDecoder(bytes.NewReader(data)).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewReader(key)).Decode(&v)
	_, _ = c.Do("SET", "token", r.Header.Get("Authorization")) // want
	_, _ = c.Do("SET", "language", r.Header.Get("Accept-Language"))
	rows, _ := redis.Values(c.Do("HMGET", "cart", "a", "b"))
	var first, second []byte
	_, _ = redis.Scan(rows, &first, &second)
	_ = gob.NewDecoder(bytes.NewReader(second)).Decode(&v) // want
	switch m := (redis.PubSubConn{Conn: c}).Receive().(type) {
	case redis.Message:
		_ = gob.NewDecoder(bytes.NewReader(m.Data)).Decode(&v) // want
	}
}
