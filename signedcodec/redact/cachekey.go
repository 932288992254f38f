package redact

import (
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
)

// cacheKeyPrefix names the construction, so that a later one never meets keys of this one.
const cacheKeyPrefix = "rk1_"

// CacheKey returns a cache key for req with the default Redactor; see [Redactor.CacheKey]. Until [SetDefault] is given
// a Redactor with a key of yours, cache keys are this process's own: other processes, and the next start, miss.
func CacheKey(req *http.Request, extra ...string) string { return Default().CacheKey(req, extra...) }

// CacheKey returns a key under which the response to req can be cached: "rk1_" and 43 characters of base64url, a keyed
// hash (HMAC-SHA256, each field with its length in front) of method, host, URL with its userinfo but without its
// fragment, body, the extra strings, and the header fields that are credentials or ask for a range. So two users, and two requests that
// differ in where a byte belongs, never share an entry, and the key gives away no credential.
//
// Give as extra what else the response depends on: the user id of a session, a tenant, req.Header.Get("Accept-Language").
//
// The body is read and put back. If that fails, or it is larger than WithMaxBody, the key is a random one, which nothing
// is ever found under.
func (r *Redactor) CacheKey(req *http.Request, extra ...string) string {
	h := r.requestMAC()
	body, ok := r.keyBody(req)
	if !ok {
		return cacheKeyPrefix + rand.Text() + rand.Text()[:17] // as long as any other
	}
	method := req.Method
	if method == "" {
		method = http.MethodGet // net/http's own reading
	}
	writeField(h, method)
	host, u := req.Host, ""
	if req.URL != nil {
		c := *req.URL
		if host == "" {
			host = c.Host
		}
		c.Host, c.Fragment, c.RawFragment = "", "", ""
		u = c.String()
	}
	writeField(h, strings.ToLower(host))
	writeField(h, u)
	writeField(h, string(body))
	credentials := r.credentials(req.Header)
	writeField(h, strconv.Itoa(len(credentials)))
	for _, c := range credentials {
		writeField(h, c)
	}
	for _, e := range extra {
		writeField(h, e)
	}
	return cacheKeyPrefix + base64.RawURLEncoding.EncodeToString(h.Sum(nil))
}

// keyBody reads the body of a request and puts it back; ok is false if it cannot be read whole.
func (r *Redactor) keyBody(req *http.Request) (body []byte, ok bool) {
	if req.Body == nil || req.Body == http.NoBody {
		return nil, true
	}
	body, err := peek(&req.Body, r.maxBody)
	return body, err == nil && int64(len(body)) <= r.maxBody
}

// isRange holds for the fields that ask for a part of a response: a part must never be found as the whole.
func isRange(name string) bool {
	return strings.EqualFold(name, "Range") || strings.EqualFold(name, "If-Range")
}

// credentials returns the secret fields of h, and those that ask for a range, as a flat list, in an order of their own:
// canonical name, number of values, values.
func (r *Redactor) credentials(h http.Header) []string {
	type field struct {
		canonical string
		values    []string
	}
	var fields []field
	for name, values := range h {
		if r.names.has(inHeader, name) || isRange(name) {
			fields = append(fields, field{textproto.CanonicalMIMEHeaderKey(name), values})
		}
	}
	slices.SortFunc(fields, func(a, b field) int {
		if c := strings.Compare(a.canonical, b.canonical); c != 0 {
			return c
		}
		return slices.Compare(a.values, b.values)
	})
	var flat []string
	for _, f := range fields {
		flat = append(flat, f.canonical, strconv.Itoa(len(f.values)))
		flat = append(flat, f.values...)
	}
	return flat
}
