package flows

import (
	"bytes"
	"encoding/gob"
	"net/http"

	"github.com/gregjones/httpcache"
)

func load(c httpcache.Cache, r *http.Request, key string) {
	var v any
	data, _ := c.Get(key)
	_ = gob.NewDecoder(bytes.NewReader(data)).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewBufferString(key)).Decode(&v)
	c.Set(r.Header.Get("Authorization"), nil) // want
	c.Set(r.Header.Get("Accept-Language"), nil)
}
