// Package compared compares MACs by what stops at the first difference.
package compared

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"reflect"
	"strings"
)

type server struct{ key []byte }

func (s *server) mac(b []byte) []byte {
	m := hmac.New(sha256.New, s.key)
	m.Write(b)
	return m.Sum(nil)
}

func (s *server) text(w http.ResponseWriter, r *http.Request) {
	want := hex.EncodeToString(s.mac([]byte(r.URL.Path)))
	if r.Header.Get("X-Signature") != want { // want "weakverify: MAC compared with !=, which leaks timing: use hmac.Equal"
		http.Error(w, "forged", http.StatusForbidden)
		return
	}
}

func (s *server) base64(signature, body string) bool {
	return base64.StdEncoding.EncodeToString(s.mac([]byte(body))) == signature // want "weakverify"
}

func (s *server) equal(signature, body []byte) bool {
	return bytes.Equal(signature, s.mac(body)) // want "weakverify: MAC compared with bytes.Equal"
}

func (s *server) fold(signature, body string) bool {
	return strings.EqualFold(signature, hex.EncodeToString(s.mac([]byte(body)))) // want "weakverify"
}

func (s *server) deep(signature, body []byte) bool {
	return reflect.DeepEqual(signature, s.mac(body)) // want "weakverify"
}

// The MAC comes out of a function that is handed the hash.
func sum(m interface{ Sum([]byte) []byte }) string { return hex.EncodeToString(m.Sum(nil)) }

func (s *server) array(signature [32]byte, body []byte) bool {
	return signature == [32]byte(s.mac(body)) // want "weakverify"
}
