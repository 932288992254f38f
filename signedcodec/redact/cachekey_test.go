package redact

import (
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

var testKey = []byte("an example key of 32 bytes, not!")

func newRequest(t testing.TB, method, u, body string, header ...string) *http.Request {
	t.Helper()
	req, err := http.NewRequest(method, u, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Add(header[i], header[i+1])
	}
	return req
}

// All these requests differ in something that the response may depend on, so all keys must differ.
func TestCacheKeyApart(t *testing.T) {
	r := Must(WithKey(testKey))
	seen := map[string]int{}
	for i, key := range []string{
		r.CacheKey(newRequest(t, "GET", "http://h/?q=1", "")),
		r.CacheKey(newRequest(t, "GET", "http://h/?q=1", "2")), // requests-cache: the same as the next
		r.CacheKey(newRequest(t, "GET", "http://h/?q=12", "")),
		r.CacheKey(newRequest(t, "POST", "http://h/?q=1", "")),
		r.CacheKey(newRequest(t, "GET", "https://h/?q=1", "")),
		r.CacheKey(newRequest(t, "GET", "http://h2/?q=1", "")),
		r.CacheKey(newRequest(t, "GET", "http://u:a@h/?q=1", "")),
		r.CacheKey(newRequest(t, "GET", "http://u:b@h/?q=1", "")),
		r.CacheKey(newRequest(t, "GET", "http://h/?q=1&token=a", "")),
		r.CacheKey(newRequest(t, "GET", "http://h/?q=1&token=b", "")),
		r.CacheKey(newRequest(t, "GET", "http://h/?q=1", "", "Authorization", "Bearer a")),
		r.CacheKey(newRequest(t, "GET", "http://h/?q=1", "", "Authorization", "Bearer b")),
		r.CacheKey(newRequest(t, "GET", "http://h/?q=1", "", "X-Api-Key", "Bearer b")),
		r.CacheKey(newRequest(t, "GET", "http://h/?q=1", "", "Cookie", "a", "Cookie", "b")),
		r.CacheKey(newRequest(t, "GET", "http://h/?q=1", "", "Cookie", "ab")),
		r.CacheKey(newRequest(t, "GET", "http://h/?q=1", ""), "a", "b"),
		r.CacheKey(newRequest(t, "GET", "http://h/?q=1", ""), "ab"),
		r.CacheKey(newRequest(t, "GET", "http://h/?q=1", ""), "ab", ""),
		r.CacheKey(newRequest(t, "GET", "http://h/?q=1", "", "Authorization", "ab")),
		Must(WithKey([]byte("another key of 32 bytes, not it!"))).CacheKey(newRequest(t, "GET", "http://h/?q=1", "")),
		Must().CacheKey(newRequest(t, "GET", "http://h/?q=1", "")),
		Must().CacheKey(newRequest(t, "GET", "http://h/?q=1", "")),
		Must(WithKey(testKey), WithMaxBody(1)).CacheKey(newRequest(t, "GET", "http://h/", "22")),
		Must(WithKey(testKey), WithMaxBody(1)).CacheKey(newRequest(t, "GET", "http://h/", "22")),
	} {
		if j, shared := seen[key]; shared {
			t.Errorf("requests %d and %d share a key", j, i)
		}
		seen[key] = i
		if !regexp.MustCompile(`^rk1_[A-Za-z0-9_-]{43}$`).MatchString(key) {
			t.Errorf("key %d has another form: %s", i, key)
		}
	}
}

func TestCacheKeySame(t *testing.T) {
	r := Must(WithKey(testKey))
	want := r.CacheKey(newRequest(t, "GET", "http://h/?q=1", "b", "Authorization", "x", "X-Api-Key", "y"))
	req := newRequest(t, "", "http://H/?q=1#fragment", "b", "X-Api-Key", "y", "User-Agent", "any")
	req.Header["authorization"] = []string{"x"}
	if got := r.CacheKey(req); got != want {
		t.Errorf("%s, want %s: case of host and names, fragment and User-Agent do not matter", got, want)
	}
	if b, _ := io.ReadAll(req.Body); string(b) != "b" {
		t.Errorf("the request lost its body: %q", b)
	}
	if r.CacheKey(&http.Request{}) != r.CacheKey(&http.Request{Method: "GET", URL: &url.URL{}}) {
		t.Error("a request without URL has another key than one with an empty URL")
	}
}

// Known answer, computed with another implementation (Python's hmac): stored entries depend on the construction.
func TestCacheKeyKnown(t *testing.T) {
	const want = "rk1_0ek5r2SsR2a1XIF7RAOE6Z1sAf2tFYoXC9BgLnAnYeU"
	if got := Must(WithKey(testKey)).CacheKey(newRequest(t, "GET", "http://h/?q=1", "b", "Cookie", "c"), "extra"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func BenchmarkCacheKey(b *testing.B) {
	r := Must(WithKey(testKey))
	req := newRequest(b, "GET", "http://h/v1/items?limit=20&order=desc", "", "Authorization", "Bearer eyJhbGciOiJIUzI1NiJ9")
	req.Body = nil
	b.ReportAllocs()
	for b.Loop() {
		r.CacheKey(req)
	}
}
