// Package forms compares codes in forms that are no comparison of two values.
package forms

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
)

func sum(b []byte) []byte { s := sha256.Sum256(b); return s[:] }

func suffix(given string, b []byte) bool {
	return strings.HasSuffix(given, hex.EncodeToString(sum(b))) // fix: compare
}

func switched(r *http.Request, b []byte) bool {
	switch r.Header.Get("X-Tag") {
	case hex.EncodeToString(sum(b)): // fix: compare
		return true
	}
	return false
}

func several(r *http.Request, b, old []byte) string {
	switch r.Header.Get("X-Tag") {
	case "":
		return "none"
	case hex.EncodeToString(sum(b)), hex.EncodeToString(sum(old)): // fix: compare
		return "good"
	default:
		return "bad"
	}
}

func named(r *http.Request, b []byte) bool {
	switch tag := r.Header.Get("X-Tag"); tag {
	case "": // none
		return false
	case string(sum(b)): // fix: compare
		return true
	}
	return false
}

func loop(a, b []byte) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] { // fix: compare
			return false
		}
	}
	return true
}

func each(a, b []byte) bool {
	if len(b) != len(a) {
		return false
	}
	for i, c := range a {
		if c != b[i] { // fix: compare
			return false
		}
	}
	return true
}

func counted(a, b [4]byte) (ok bool) {
	ok = true
	for i := 0; i < len(a); i++ {
		if a[i] != b[i] { // fix: compare
			// One byte is enough.
			ok = false

			break
		}
	}
	return ok
}

func texts(a, b string) error {
	for i := 0; i < len(a); i++ {
		if a[i] != b[i] { // fix: compare
			return http.ErrNoCookie
		}
	}
	return nil
}

func position(a, b []byte) int {
	for i := range a {
		if a[i] != b[i] { // fix: none
			return i
		}
	}
	return -1
}

func array(given [32]byte, b []byte) bool {
	return given == [32]byte(sum(b)) // fix: compare
}

func broken(given string, b []byte) bool {
	return given == hex.EncodeToString( // fix: compare
		sum(b), // all of it
	)
}
