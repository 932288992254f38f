// Package others verifies other bytes than it decodes.
package others

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/gob"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"strings"
)

var errForged = errors.New("forged")

type session struct{ User string }

type server struct{ key []byte }

func (s *server) verify(b, tag []byte) bool {
	m := hmac.New(sha256.New, s.key)
	m.Write(b)
	return hmac.Equal(m.Sum(nil), tag)
}

// The MAC covers the id, not what stands behind it.
func (s *server) cookie(r *http.Request) (v session, err error) {
	c, err := r.Cookie("session") // trace: read from cookie of an HTTP request
	if err != nil {
		return v, err
	}
	parts := strings.SplitN(c.Value, ".", 3)
	if len(parts) != 3 || !s.verify([]byte(parts[0]), []byte(parts[1])) { // want "weakverify: .*verify does not cover the bytes of the cookie of an HTTP request that gob decodes: verify those"
		return v, errForged
	}
	err = gob.NewDecoder(base64.NewDecoder(base64.URLEncoding, strings.NewReader(parts[2]))).Decode(&v)
	return v, err
}

func (s *server) claims(r *http.Request) (v session, err error) {
	c, err := r.Cookie("session")
	if err != nil {
		return v, err
	}
	id, rest, _ := strings.Cut(c.Value, ".")
	tag, payload, _ := strings.Cut(rest, ".")
	if !s.verify([]byte(id), []byte(tag)) { // want "weakverify: .*verify does not cover the bytes of the cookie of an HTTP request that JSON decodes"
		return v, errForged
	}
	err = json.Unmarshal([]byte(payload), &v)
	return v, err
}

// The MAC covers the header of a file.
func (s *server) file(name string) (v session, err error) {
	b, err := os.ReadFile(name)
	if err != nil || len(b) < 48 {
		return v, errForged
	}
	if !s.verify(b[:16], b[16:48]) { // want "weakverify: .*verify does not cover the bytes of the file that gob decodes"
		return v, errForged
	}
	err = gob.NewDecoder(bytes.NewReader(b[48:])).Decode(&v)
	return v, err
}

func (s *server) whole(name string) (v session, err error) {
	b, err := os.ReadFile(name)
	if err != nil || len(b) < 32 {
		return v, errForged
	}
	if !s.verify(b[32:], b[:32]) {
		return v, errForged
	}
	err = gob.NewDecoder(bytes.NewReader(b[32:])).Decode(&v)
	return v, err
}

// The session is verified; the body is the user's own.
func (s *server) session(r *http.Request) (v session, err error) {
	c, err := r.Cookie("session")
	if err != nil {
		return v, err
	}
	user, tag, _ := strings.Cut(c.Value, ".")
	if !s.verify([]byte(user), []byte(tag)) {
		return v, errForged
	}
	err = json.NewDecoder(r.Body).Decode(&v)
	return v, err
}

// The MAC covers one value of the form, not the body beside it.
func (s *server) form(r *http.Request) (v session, err error) {
	if !s.verify([]byte(r.FormValue("user")), []byte(r.FormValue("sig"))) { // want "weakverify: .*verify does not cover the bytes of the body of an HTTP request that gob decodes: verify those"
		return v, errForged
	}
	err = gob.NewDecoder(r.Body).Decode(&v)
	return v, err
}
