package supplier

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"net/http"
	"time"
)

const keepReplies = 5 * time.Minute

// Reply is a reply of the supplier as it is kept in the cache, together with the
// header of the request that it answers.
type Reply struct {
	Status        int
	Header        http.Header
	RequestHeader http.Header
	Body          []byte
}

// varies reports whether the reply answers another request than req, going by
// its Vary header.
func (r *Reply) varies(req *http.Request) bool {
	for _, name := range r.Header.Values("Vary") {
		if r.RequestHeader.Get(name) != req.Header.Get(name) {
			return true
		}
	}
	return false
}

func cacheKey(req *http.Request) string {
	return req.Method + " " + req.URL.String() + " " + req.Header.Get("Authorization")
}

// lookup returns the reply that was kept for a request like req, if there is one.
func (c *Client) lookup(req *http.Request) (*Reply, bool) {
	key := cacheKey(req)
	b, err := c.cache.Get(req.Context(), key)
	if err != nil {
		return nil, false
	}
	var reply Reply
	if err := gob.NewDecoder(bytes.NewReader(b)).Decode(&reply); err != nil {
		return nil, false
	}
	if reply.varies(req) {
		return nil, false
	}
	return &reply, true
}

// store keeps the reply for requests like req.
func (c *Client) store(req *http.Request, reply *Reply) error {
	key := cacheKey(req)
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(reply); err != nil {
		return fmt.Errorf("supplier: keep reply: %w", err)
	}
	return c.cache.Set(req.Context(), key, buf.Bytes(), keepReplies)
}
