package adapters

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"strings"

	"github.com/unsafedecode/unsafedecode/signedcodec"
	"github.com/unsafedecode/unsafedecode/signedcodec/redact"
)

// HTTPCacheBackend is the method set of httpcache.Cache.
type HTTPCacheBackend interface {
	Get(key string) (response []byte, ok bool)
	Set(key string, response []byte)
	Delete(key string)
}

// HTTPCache is an httpcache.Cache that signs the entries of its backend, bound
// to their keys, and keeps credentials out of it: the keys, which are URLs, and
// the responses.
type HTTPCache struct {
	backend  HTTPCacheBackend
	signer   *signedcodec.Signer
	redactor *redact.Redactor // nil when responses are stored as they are
	keepKeys bool
}

// NewHTTPCache signs the entries of backend:
//
//	client := httpcache.NewTransport(adapters.NewHTTPCache(diskcache.New(dir), signer)).Client()
//
// The backend sees signedcodec.Signer.Name of each key in place of the key.
//
// With a signer made with signedcodec.WithEncryption, responses are stored whole.
// Else everybody who reads the backend reads them: credentials in their header
// (Set-Cookie, X-Varied-Authorization) are redacted by [redact.Default], and a
// response whose body holds some is not stored, because a redacted body is not
// what the origin sent. See [HTTPCache.Redacting] and [HTTPCache.InPlaintext].
func NewHTTPCache(backend HTTPCacheBackend, s *signedcodec.Signer) *HTTPCache {
	c := &HTTPCache{backend: backend, signer: s}
	if !s.Encrypts() {
		c.redactor = redact.Default()
	}
	return c
}

// KeepingKeys returns a cache that stores under the keys as they are, for
// backends whose entries are also looked up by URL.
func (c *HTTPCache) KeepingKeys() *HTTPCache {
	kept := *c
	kept.keepKeys = true
	return &kept
}

// Redacting returns a cache that goes by another redactor, also when the signer
// encrypts.
func (c *HTTPCache) Redacting(r *redact.Redactor) *HTTPCache {
	redacting := *c
	redacting.redactor = r
	return &redacting
}

// InPlaintext returns a cache that stores responses whole though the signer does
// not encrypt, for responses that anybody may read.
func (c *HTTPCache) InPlaintext() *HTTPCache {
	plain := *c
	plain.redactor = nil
	return &plain
}

func (c *HTTPCache) name(key string) string {
	if c.keepKeys {
		return key
	}
	return c.signer.Name(key)
}

// Get returns an entry that verifies. Any other is a miss.
func (c *HTTPCache) Get(key string) ([]byte, bool) {
	b, ok := c.backend.Get(c.name(key))
	if !ok {
		return nil, false
	}
	payload, found, err := verify(c.signer.For(key), b)
	return payload, found && err == nil
}

// Set signs and stores a response. One that is too large, or that must not be
// stored, removes the entry, so that no older response stays in its place.
func (c *HTTPCache) Set(key string, response []byte) {
	if c.redactor != nil {
		redacted, ok := storable(c.redactor, response)
		if !ok {
			c.Delete(key)
			return
		}
		response = redacted
	}
	signed, err := c.signer.For(key).AppendSign(nil, response)
	if err != nil {
		c.Delete(key)
		return
	}
	c.backend.Set(c.name(key), signed)
}

// Delete removes an entry.
func (c *HTTPCache) Delete(key string) { c.backend.Delete(c.name(key)) }

// storable redacts the header of a response, and reports whether its body can be
// stored: that redaction finds nothing in it. The body stays byte for byte.
func storable(r *redact.Redactor, response []byte) ([]byte, bool) {
	head, body, found := bytes.Cut(response, []byte("\r\n\r\n"))
	if !found {
		return nil, false
	}
	resp, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(response)), nil)
	if err != nil {
		return nil, false
	}
	defer resp.Body.Close()
	if !harmless(r, resp) {
		return nil, false
	}
	lines := strings.Split(string(head), "\r\n")
	kept := lines[:1] // the status
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ":")
		redacted, ok := r.Header(http.Header{name: {strings.TrimSpace(value)}})[name]
		if ok && len(redacted) == 1 {
			kept = append(kept, name+": "+redacted[0])
		}
	}
	return append([]byte(strings.Join(kept, "\r\n")+"\r\n\r\n"), body...), true
}

// harmless reports whether redaction leaves a body as it is. What it cannot look
// into, such as HTML, stays, but not what is JSON or a form under a compression.
func harmless(r *redact.Redactor, resp *http.Response) bool {
	redacted, err := r.Response(resp)
	if err != nil {
		return false
	}
	switch redacted.Header.Get(redact.DroppedHeader) {
	case "":
	case "opaque":
		return resp.Header.Get("Content-Encoding") == ""
	default:
		return false
	}
	before, errBefore := io.ReadAll(resp.Body)
	after, errAfter := io.ReadAll(redacted.Body)
	return errBefore == nil && errAfter == nil && bytes.Equal(before, after)
}
