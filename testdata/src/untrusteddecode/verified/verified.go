// Package verified has bytes that were proved to be ours before they are decoded, and proofs that are none.
package verified

import (
	"bytes"
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/gob"
	"errors"
	"hash/crc32"
	"io"
	"net/http"
	"strings"
)

type order struct{ ID string }

var errForged = errors.New("forged")

func mac(key, b []byte) []byte {
	m := hmac.New(sha256.New, key)
	m.Write(b)
	return m.Sum(nil)
}

func inline(key []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		sig, err := base64.StdEncoding.DecodeString(r.Header.Get("X-Signature"))
		if err != nil || !hmac.Equal(sig, mac(key, b)) {
			http.Error(w, "forged", http.StatusForbidden)
			return
		}
		var o order
		gob.NewDecoder(bytes.NewReader(b)).Decode(&o)
	}
}

func open(key, token []byte) ([]byte, error) {
	if len(token) < sha256.Size {
		return nil, errForged
	}
	sig, payload := token[:sha256.Size], token[sha256.Size:]
	if subtle.ConstantTimeCompare(sig, mac(key, payload)) != 1 {
		return nil, errForged
	}
	return payload, nil
}

func byHelper(key []byte, r *http.Request) error {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	payload, err := open(key, b)
	if err != nil {
		return err
	}
	var o order
	return gob.NewDecoder(bytes.NewReader(payload)).Decode(&o)
}

func signature(pub ed25519.PublicKey, r *http.Request) error {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	if !ed25519.Verify(pub, b, []byte(r.Header.Get("X-Signature"))) {
		return errForged
	}
	var o order
	return gob.NewDecoder(bytes.NewReader(b)).Decode(&o)
}

func sealed(aead cipher.AEAD, r *http.Request) error {
	b, err := io.ReadAll(r.Body)
	if err != nil || len(b) < aead.NonceSize() {
		return errForged
	}
	plain, err := aead.Open(nil, b[:aead.NonceSize()], b[aead.NonceSize():], nil)
	if err != nil {
		return err
	}
	var o order
	return gob.NewDecoder(bytes.NewReader(plain)).Decode(&o)
}

type server struct{ aead cipher.AEAD }

// Without a key the bytes go through as they are.
func (s *server) optional(r *http.Request) error {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	if s.aead != nil {
		b, err = s.aead.Open(nil, b[:12], b[12:], nil)
		if err != nil {
			return err
		}
	}
	var o order
	return gob.NewDecoder(bytes.NewReader(b)).Decode(&o) // want "untrusteddecode"
}

func checksum(r *http.Request) error {
	b, err := io.ReadAll(r.Body)
	if err != nil || len(b) < 4 {
		return errForged
	}
	if crc32.ChecksumIEEE(b[4:]) != uint32(b[0]) {
		return errForged
	}
	var o order
	return gob.NewDecoder(bytes.NewReader(b[4:])).Decode(&o) // want "untrusteddecode"
}

func unkeyed(r *http.Request) error {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(b)
	if !hmac.Equal(sum[:], []byte(r.Header.Get("X-Sum"))) {
		return errForged
	}
	var o order
	return gob.NewDecoder(bytes.NewReader(b)).Decode(&o) // want "untrusteddecode"
}

func dropped(key []byte, r *http.Request) error {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	hmac.Equal([]byte(r.Header.Get("X-Signature")), mac(key, b))
	var o order
	return gob.NewDecoder(bytes.NewReader(b)).Decode(&o) // want "untrusteddecode"
}

// The MAC covers the id, and not the data behind it.
func otherBytes(key []byte, r *http.Request) error {
	id, data, ok := strings.Cut(r.Header.Get("X-State"), ".")
	if !ok || !hmac.Equal([]byte(r.Header.Get("X-Signature")), mac(key, []byte(id))) {
		return errForged
	}
	var o order
	return gob.NewDecoder(strings.NewReader(data)).Decode(&o) // want "untrusteddecode"
}

func late(key []byte, r *http.Request) (*order, error) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	var o order
	if err := gob.NewDecoder(bytes.NewReader(b)).Decode(&o); err != nil { // want "untrusteddecode"
		return nil, err
	}
	if !hmac.Equal([]byte(r.Header.Get("X-Signature")), mac(key, b)) {
		return nil, errForged
	}
	return &o, nil
}

// Who is logged in is still not who wrote the bytes.
func token(want string, r *http.Request) error {
	if subtle.ConstantTimeCompare([]byte(r.Header.Get("Authorization")), []byte(want)) != 1 {
		return errForged
	}
	var o order
	return gob.NewDecoder(r.Body).Decode(&o) // want "untrusteddecode"
}
