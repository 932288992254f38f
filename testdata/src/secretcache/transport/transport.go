// Package transport caches HTTP responses.
package transport

import (
	"net/http"
	"net/http/httputil"

	"github.com/gregjones/httpcache"
)

type transport struct {
	cache httpcache.Cache
	next  http.RoundTripper
}

// varied copies what the response varies by, Authorization too, into the response.
func (t *transport) varied(req *http.Request) (*http.Response, error) {
	resp, err := t.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	for _, name := range resp.Header["Vary"] {
		resp.Header.Set("X-Varied-"+name, req.Header.Get(name))
	}
	b, err := httputil.DumpResponse(resp, true)
	if err == nil {
		t.cache.Set("k", b) // want "header of an HTTP request, which may hold a credential, stored in plaintext in an httpcache.Cache"
	}
	return resp, err
}

// late stores when the body was read.
func (t *transport) late(req *http.Request) (resp *http.Response, done func(), err error) {
	resp, err = t.next.RoundTrip(req)
	return resp, func() {
		resp := *resp
		b, err := httputil.DumpResponse(&resp, true)
		if err == nil {
			t.cache.Set("k", b) // want "header of an HTTP response, which may hold a credential, stored in plaintext in an httpcache.Cache"
		}
	}, err
}

func (t *transport) byURL(req *http.Request, body []byte) {
	t.cache.Set(req.Method+" "+req.URL.String(), body) // want "URL of an HTTP request, with its query, which may hold a credential, stored in plaintext as a key of an httpcache.Cache"
}

func (t *transport) request(req *http.Request) {
	b, _ := httputil.DumpRequest(req, false)
	t.cache.Set("k", b) // want "an HTTP request, .*which may hold a credential, stored in plaintext in an httpcache.Cache"
}

func (t *transport) without(req *http.Request) (*http.Response, error) {
	resp, err := t.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	resp.Header.Del("Set-Cookie")
	b, err := httputil.DumpResponse(resp, true)
	if err == nil {
		t.cache.Set("k", b)
	}
	return resp, err
}
