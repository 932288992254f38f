// Package unkeyed takes a hash without a key, which everybody can compute, for a signature.
package unkeyed

import (
	"bytes"
	"crypto/md5"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"encoding/gob"
	"encoding/hex"
	"errors"
	"hash/crc32"
	"io"
	"net/http"
	"os"
	"strings"
)

var errForged = errors.New("forged")

type session struct{ User string }

func sum256(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// The cookie brings its own hash.
func cookie(r *http.Request) (string, error) {
	c, err := r.Cookie("session")
	if err != nil {
		return "", err
	}
	payload, sum, ok := strings.Cut(c.Value, ".") // trace: passed through strings.Cut
	if !ok || sum256(payload) != sum {            // want "weakverify: unkeyed hash of the cookie of an HTTP request used as a signature: use crypto/hmac and hmac.Equal"
		return "", errForged
	}
	return payload, nil
}

func constantTime(r *http.Request) ([]byte, error) {
	c, err := r.Cookie("session")
	if err != nil {
		return nil, err
	}
	payload, sum, _ := strings.Cut(c.Value, ".")
	if subtle.ConstantTimeCompare([]byte(sum256(payload)), []byte(sum)) != 1 { // want "weakverify: unkeyed hash of the cookie"
		return nil, errForged
	}
	return base64.RawURLEncoding.DecodeString(payload)
}

// The comparison guards a decoder.
func guarded(r *http.Request) (s session, err error) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return s, err
	}
	sum := md5.Sum(b)
	if hex.EncodeToString(sum[:]) != r.Header.Get("Content-MD5") { // want "weakverify: unkeyed hash of the body of an HTTP request used as a signature"
		return s, errForged
	}
	err = gob.NewDecoder(bytes.NewReader(b)).Decode(&s)
	return s, err
}

// A CRC is no better.
func crc(r *http.Request) (s session, err error) {
	b, err := io.ReadAll(r.Body)
	if err != nil || len(b) < 4 {
		return s, errForged
	}
	if binary.BigEndian.Uint32(b) != crc32.ChecksumIEEE(b[4:]) { // want "weakverify: unkeyed hash of the body of an HTTP request"
		return s, errForged
	}
	err = gob.NewDecoder(bytes.NewReader(b[4:])).Decode(&s)
	return s, err
}

// A file under a cache directory brings its own hash.
func file(name string) (s session, err error) {
	b, err := os.ReadFile(name)
	if err != nil || len(b) < 32 {
		return s, errForged
	}
	if sum := sha256.Sum256(b[32:]); !bytes.Equal(sum[:], b[:32]) { // want "weakverify: unkeyed hash of the file"
		return s, errForged
	}
	err = gob.NewDecoder(bytes.NewReader(b[32:])).Decode(&s)
	return s, err
}

// It is called a signature.
func signature(r *http.Request) bool {
	return sum256(r.FormValue("user")) == r.FormValue("sig") // want "weakverify: unkeyed hash of the URL of an HTTP request"
}

// An upload is stored under its digest: content addressing.
func upload(r *http.Request) error {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	if sum256(string(b)) != r.URL.Query().Get("digest") {
		return errForged
	}
	return os.WriteFile(sum256(string(b)), b, 0o600)
}

// An ETag says whether the client has the file already.
func etag(w http.ResponseWriter, r *http.Request, name string) error {
	b, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if r.Header.Get("If-None-Match") == sum256(string(b)) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	_, err = w.Write(b)
	return err
}

// The digest is pinned in the program.
const pinned = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

func plugin(r *http.Request) (s session, err error) {
	b, err := io.ReadAll(r.Body)
	if err != nil || sum256(string(b)) != pinned {
		return s, errForged
	}
	err = gob.NewDecoder(bytes.NewReader(b)).Decode(&s)
	return s, err
}

// Settings are compared with what the program itself kept.
type driver struct {
	user, password string
	known          string
}

func (d *driver) changed() bool {
	id := sum256(d.user + d.password)
	if id == d.known {
		return false
	}
	d.known = id
	return true
}
