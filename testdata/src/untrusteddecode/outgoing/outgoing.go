// Package outgoing has requests that are not received but sent.
package outgoing

import (
	"bytes"
	"encoding/gob"
	"io"
	"net/http"
	"net/http/httptest"
)

type order struct{ ID string }

func made(b []byte) error {
	req, err := http.NewRequest("POST", "http://example.com/", bytes.NewReader(b))
	if err != nil {
		return err
	}
	var o order
	return gob.NewDecoder(req.Body).Decode(&o)
}

type transport struct{ next http.RoundTripper }

func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	var o order
	if err := gob.NewDecoder(req.Body).Decode(&o); err != nil {
		return nil, err
	}
	return t.next.RoundTrip(req)
}

func recorded(h http.Handler) {
	req := httptest.NewRequest("POST", "/", bytes.NewReader(nil))
	var o order
	gob.NewDecoder(req.Body).Decode(&o)
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	io.Copy(io.Discard, rec.Body)
	gob.NewDecoder(rec.Body).Decode(&o)
}
