// Package late verifies what it has decoded already.
package late

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/gob"
	"encoding/json"
	"errors"
	"io"
	"net/http"
)

type order struct{ ID string }

var errForged = errors.New("forged")

func mac(key, b []byte) []byte {
	m := hmac.New(sha256.New, key)
	m.Write(b)
	return m.Sum(nil)
}

func tooLate(key []byte, r *http.Request) (o order, err error) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return o, err
	}
	if err := gob.NewDecoder(bytes.NewReader(b)).Decode(&o); err != nil {
		return o, err
	}
	if !hmac.Equal([]byte(r.Header.Get("X-Signature")), mac(key, b)) { // want "weakverify: hmac.Equal verifies the body of an HTTP request after gob has decoded it: verify first"
		return o, errForged
	}
	return o, nil
}

func inTime(key []byte, r *http.Request) (o order, err error) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return o, err
	}
	if !hmac.Equal([]byte(r.Header.Get("X-Signature")), mac(key, b)) {
		return o, errForged
	}
	err = gob.NewDecoder(bytes.NewReader(b)).Decode(&o)
	return o, err
}

// JSON into a declared type may be decoded to find the key.
func harmless(keys map[string][]byte, r *http.Request) (o order, err error) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return o, err
	}
	if err := json.Unmarshal(b, &o); err != nil {
		return o, err
	}
	if !hmac.Equal([]byte(r.Header.Get("X-Signature")), mac(keys[o.ID], b)) {
		return o, errForged
	}
	return o, nil
}
