package supplier

import (
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"
)

const keepReplies = 5 * time.Minute

// Reply is a reply of the supplier as it is kept in the cache.
type Reply struct {
	Status int         `json:"status"`
	Header http.Header `json:"header"`
	Body   []byte      `json:"body"`
}

// storable reports whether the reply may be kept: it is one that varies at most
// with what the cache key covers, and the supplier does not forbid it.
func (r *Reply) storable() bool {
	if r.Status != http.StatusOK || strings.Contains(r.Header.Get("Cache-Control"), "no-store") {
		return false
	}
	for _, line := range r.Header.Values("Vary") {
		for name := range strings.SplitSeq(line, ",") {
			switch http.CanonicalHeaderKey(strings.TrimSpace(name)) {
			case "Accept", "Authorization":
			default:
				return false
			}
		}
	}
	return true
}

// lookup returns the reply that was kept for a request like req, if there is one.
func (c *Client) lookup(req *http.Request) (*Reply, bool) {
	key := "supplier:" + c.redact.CacheKey(req)
	b, err := c.cache.Get(req.Context(), key)
	if err != nil {
		return nil, false
	}
	reply, err := c.codec.For(key).Decode(b)
	if err != nil {
		slog.Warn("cached reply refused", "err", err)
		return nil, false
	}
	return &reply, true
}

// store keeps the reply for requests like req, without credentials.
func (c *Client) store(req *http.Request, reply *Reply) error {
	key := "supplier:" + c.redact.CacheKey(req)
	kept := Reply{Status: reply.Status, Header: c.redact.Header(reply.Header), Body: reply.Body}
	b, err := c.codec.For(key).Encode(kept)
	if err != nil {
		return fmt.Errorf("supplier: keep reply: %w", err)
	}
	return c.cache.Set(req.Context(), key, b, keepReplies)
}
