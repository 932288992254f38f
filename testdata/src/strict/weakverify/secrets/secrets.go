// Package secrets compares shared secrets of requests in variable time.
package secrets

import (
	"crypto/subtle"
	"net/http"
)

type server struct{ webhookSecret, apiKey string }

func (s *server) header(r *http.Request) bool {
	return r.Header.Get("X-Token") == s.webhookSecret // want `weakverify: secret compared with ==, which leaks timing: use subtle.ConstantTimeCompare`
}

func (s *server) query(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Get("key") != s.apiKey { // want "weakverify: secret compared with !="
		http.Error(w, "forbidden", http.StatusForbidden)
	}
}

func (s *server) constantTime(r *http.Request) bool {
	return subtle.ConstantTimeCompare([]byte(r.Header.Get("X-Token")), []byte(s.webhookSecret)) == 1
}

func (s *server) set() bool { return s.apiKey != "" }

func path(r *http.Request, want string) bool { return r.URL.Path == want }
