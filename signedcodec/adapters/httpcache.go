package adapters

import "github.com/unsafedecode/unsafedecode/signedcodec"

// HTTPCacheBackend is the method set of httpcache.Cache.
type HTTPCacheBackend interface {
	Get(key string) (response []byte, ok bool)
	Set(key string, response []byte)
	Delete(key string)
}

// HTTPCache is an httpcache.Cache that signs the entries of its backend, bound
// to their keys, and keeps the keys themselves, which are URLs and may hold
// secrets, out of it.
type HTTPCache struct {
	backend  HTTPCacheBackend
	signer   *signedcodec.Signer
	keepKeys bool
}

// NewHTTPCache signs the entries of backend:
//
//	client := httpcache.NewTransport(adapters.NewHTTPCache(diskcache.New(dir), signer)).Client()
//
// The backend sees signedcodec.Signer.Name of each key in place of the key.
func NewHTTPCache(backend HTTPCacheBackend, s *signedcodec.Signer) *HTTPCache {
	return &HTTPCache{backend: backend, signer: s}
}

// KeepingKeys returns a cache that stores under the keys as they are, for
// backends whose entries are also looked up by URL.
func (c *HTTPCache) KeepingKeys() *HTTPCache {
	return &HTTPCache{c.backend, c.signer, true}
}

func (c *HTTPCache) name(key string) string {
	if c.keepKeys {
		return key
	}
	return c.signer.Name(key)
}

// Get returns a response that verifies for its key; any other is a miss.
func (c *HTTPCache) Get(key string) ([]byte, bool) {
	b, ok := c.backend.Get(c.name(key))
	if !ok {
		return nil, false
	}
	payload, found, err := verify(c.signer.For(key), b)
	return payload, found && err == nil
}

// Set signs and stores a response. A response that is too large to sign is not
// stored.
func (c *HTTPCache) Set(key string, response []byte) {
	signed, err := c.signer.For(key).AppendSign(nil, response)
	if err != nil {
		c.backend.Delete(c.name(key)) // an older response must not stay instead
		return
	}
	c.backend.Set(c.name(key), signed)
}

// Delete removes a response.
func (c *HTTPCache) Delete(key string) { c.backend.Delete(c.name(key)) }
