package adapterstest

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gregjones/httpcache"

	"github.com/unsafedecode/unsafedecode/signedcodec/adapters"
)

var _ httpcache.Cache = (*adapters.HTTPCache)(nil)

// spyCache remembers under which keys it was used.
type spyCache struct {
	*httpcache.MemoryCache
	keys []string
}

func (c *spyCache) Set(key string, b []byte) {
	c.keys = append(c.keys, key)
	c.MemoryCache.Set(key, b)
}

func TestHTTPCache(t *testing.T) {
	hits := 0
	origin := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hits++
		w.Header().Set("Cache-Control", "max-age=3600")
		_, _ = fmt.Fprintf(w, "%s %d", r.URL.Path, hits)
	}))
	defer origin.Close()
	backend := &spyCache{MemoryCache: httpcache.NewMemoryCache()}
	client := httpcache.NewTransport(adapters.NewHTTPCache(backend, newSigner(t))).Client()
	get := func(path string) (body string, cached bool) {
		t.Helper()
		resp, err := client.Get(origin.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		b, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(b), resp.Header.Get(httpcache.XFromCache) != ""
	}
	const a, b = "/a?api_key=hunter2", "/b"
	get(a)
	get(b)
	if body, cached := get(a); body != "/a 1" || !cached {
		t.Fatal(body, cached)
	}
	if keys := strings.Join(backend.keys, " "); len(backend.keys) != 2 || strings.Contains(keys, "hunter2") {
		t.Fatal("the backend's keys:", keys)
	}
	keyA, keyB := backend.keys[0], backend.keys[1]
	entryB, _ := backend.Get(keyB)
	for name, entry := range map[string][]byte{
		"copied": entryB, "flipped": flip(entryB),
		"unsigned": []byte("HTTP/1.1 200 OK\r\nCache-Control: max-age=3600\r\nContent-Length: 4\r\n\r\nevil"),
	} {
		backend.Set(keyA, entry)
		before := hits
		if body, cached := get(a); cached || hits != before+1 || strings.Contains(body, "evil") || strings.HasPrefix(body, b) {
			t.Errorf("%s entry: %q, from the cache: %v", name, body, cached)
		}
		if _, cached := get(a); !cached {
			t.Errorf("%s entry: it was not replaced", name)
		}
	}
}
