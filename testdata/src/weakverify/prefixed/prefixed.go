// Package prefixed hashes a secret together with data and takes that for a MAC.
package prefixed

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"net/http"
	"sort"

	"weakverify/prefixed/lib"
)

type shop struct {
	appSecret string
	apiKey    []byte
}

func (s *shop) formatted(r *http.Request) bool {
	sum := sha1.Sum([]byte(fmt.Sprintf("%s|%s", s.appSecret, r.FormValue("order")))) // trace: read from unkeyed hash
	return hex.EncodeToString(sum[:]) == r.FormValue("sign")                         // want "weakverify: unkeyed hash of secret and data used as a MAC: use crypto/hmac and hmac.Equal"
}

func (s *shop) constantTime(r *http.Request) bool {
	sum := sha256.Sum256(append(s.apiKey, r.FormValue("order")...))
	return subtle.ConstantTimeCompare(sum[:], []byte(r.FormValue("sign"))) == 1 // want "weakverify: unkeyed hash of secret and data"
}

func (s *shop) byHMACEqual(r *http.Request) bool {
	h := sha256.New()
	h.Write(s.apiKey)
	h.Write([]byte(r.FormValue("order")))
	return hmac.Equal(h.Sum(nil), []byte(r.FormValue("sign"))) // want "weakverify: unkeyed hash of secret and data"
}

func (s *shop) otherPackage(r *http.Request) bool {
	return lib.Hash(s.appSecret, r.FormValue("order")) == r.FormValue("sign") // want "weakverify: unkeyed hash of secret and data"
}

func (s *shop) sign(order string) string { return lib.Hash(order, s.appSecret) }

func (s *shop) method(r *http.Request) bool {
	sign := r.FormValue("sign")
	return sign != "" && sign == s.sign(r.FormValue("order")) // want "weakverify: unkeyed hash of secret and data"
}

type account struct{ Token string }

// What the platform calls a token is the secret.
func (a *account) sorted(r *http.Request) bool {
	parts := []string{a.Token, r.FormValue("timestamp"), r.FormValue("nonce")}
	sort.Strings(parts)
	return lib.Hash(parts...) == r.FormValue("signature") // want "weakverify: unkeyed hash of secret and data"
}

// The secret alone: whether it is still the same.
func (s *shop) same(fingerprint string) bool { return lib.Hash(s.appSecret) == fingerprint }

// A password's hash with its salt is another matter.
func password(r *http.Request, salt, hash string) bool {
	sum := sha256.Sum256([]byte(salt + r.FormValue("password")))
	return subtle.ConstantTimeCompare([]byte(hex.EncodeToString(sum[:])), []byte(hash)) == 1
}
