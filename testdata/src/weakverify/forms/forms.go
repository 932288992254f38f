// Package forms compares MACs in all the ways that stop at the first difference.
package forms

import (
	"bytes"
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"slices"
	"strings"

	"weakverify/forms/lib"
)

func mac(key, b []byte) []byte {
	m := hmac.New(sha256.New, key) // trace: read from HMAC
	m.Write(b)
	return m.Sum(nil)
}

// A hook is what a request carries, taken apart by one function and compared by another.
type hook struct {
	body []byte
	sums []string
	tag  []byte
}

func read(r *http.Request) (*hook, error) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	return &hook{body: b, sums: strings.Split(r.Header.Get("X-Sums"), ","), tag: []byte(r.Header.Get("X-Tag"))}, nil
}

func field(key []byte, r *http.Request) bool {
	h, err := read(r)
	return err == nil && bytes.Equal(h.tag, mac(key, h.body)) // want "weakverify: MAC compared with bytes.Equal, which leaks timing: use hmac.Equal"
}

func loop(key []byte, r *http.Request) bool {
	h, err := read(r)
	if err != nil {
		return false
	}
	want := hex.EncodeToString(mac(key, h.body))
	for _, s := range h.sums {
		if s == want { // want "weakverify: MAC compared with =="
			return true
		}
	}
	return false
}

func contains(key []byte, r *http.Request) bool {
	h, err := read(r)
	return err == nil && slices.Contains(h.sums, hex.EncodeToString(mac(key, h.body))) // want "weakverify: MAC compared with slices.Contains"
}

func suffix(key []byte, r *http.Request) bool {
	return strings.HasSuffix(r.Header.Get("X-Tag"), hex.EncodeToString(mac(key, []byte(r.URL.Path)))) // want "weakverify: MAC compared with strings.HasSuffix"
}

func ordered(key []byte, r *http.Request) bool {
	return cmp.Compare(r.Header.Get("X-Tag"), string(mac(key, []byte(r.URL.Path)))) == 0 // want "weakverify: MAC compared with cmp.Compare"
}

func switched(key []byte, r *http.Request) bool {
	switch r.Header.Get("X-Tag") {
	case hex.EncodeToString(mac(key, []byte(r.URL.Path))): // want "weakverify: MAC compared with =="
		return true
	}
	return false
}

func eachByte(key []byte, r *http.Request) bool {
	tag, want := []byte(r.Header.Get("X-Tag")), mac(key, []byte(r.URL.Path))
	if len(tag) != len(want) {
		return false
	}
	for i := range tag {
		if tag[i] != want[i] { // want "weakverify: MAC compared with !="
			return false
		}
	}
	return true
}

func closure(key []byte, r *http.Request) bool {
	want := hex.EncodeToString(mac(key, []byte(r.URL.Path)))
	same := func(tag string) bool { return tag == want } // want "weakverify: MAC compared with =="
	return same(r.Header.Get("X-Tag"))
}

func goroutine(key []byte, r *http.Request) bool {
	done := make(chan bool)
	go func() {
		done <- r.Header.Get("X-Tag") == hex.EncodeToString(mac(key, []byte(r.URL.Path))) // want "weakverify: MAC compared with =="
	}()
	return <-done
}

func otherPackage(s *lib.Signer, r *http.Request) bool {
	return r.Header.Get("X-Tag") == s.Sign([]byte(r.URL.Path)) // want "weakverify: MAC compared with =="
}

// The comparison is a helper's, the MAC its caller's.
func equal(a, b string) bool { return a == b } // want "weakverify: MAC compared with =="

func helper(key []byte, r *http.Request) bool {
	return equal(r.Header.Get("X-Tag"), hex.EncodeToString(mac(key, []byte(r.URL.Path))))
}

// Two MACs of the program's own may be compared in any way: an attacker knows neither.
func double(key []byte, r *http.Request) bool {
	tag := []byte(r.Header.Get("X-Tag"))
	return bytes.Equal(mac(key, tag), mac(key, mac(key, []byte(r.URL.Path))))
}

func checked(s *lib.Signer, r *http.Request) bool {
	return s.Check([]byte(r.URL.Path), r.Header.Get("X-Tag"))
}

// What was read with a MAC is no MAC.
func version(key []byte, r *http.Request) bool {
	h, err := read(r)
	if err != nil || !hmac.Equal(h.tag, mac(key, h.body)) {
		return false
	}
	return string(h.body) == r.URL.Path
}
