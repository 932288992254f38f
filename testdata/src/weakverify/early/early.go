// Package early decodes first and verifies after, through helpers.
package early

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"io"
	"net/http"

	"gopkg.in/yaml.v3"
)

var errForged = errors.New("forged")

type order struct{ ID string }

type server struct{ key []byte }

func (s *server) mac(b []byte) []byte {
	m := hmac.New(sha256.New, s.key)
	m.Write(b)
	return m.Sum(nil)
}

func (s *server) verify(b []byte, tag string) error {
	if !hmac.Equal(s.mac(b), []byte(tag)) {
		return errForged
	}
	return nil
}

func load(b []byte) (o order, err error) {
	err = gob.NewDecoder(bytes.NewReader(b)).Decode(&o) // trace: reaches gob
	return o, err
}

func (s *server) helper(r *http.Request) (o order, err error) {
	b, err := io.ReadAll(r.Body) // trace: read from body of an HTTP request
	if err != nil {
		return o, err
	}
	if o, err = load(b); err != nil {
		return o, err
	}
	if !hmac.Equal(s.mac(b), []byte(r.Header.Get("X-Tag"))) { // want "weakverify: hmac.Equal verifies the body of an HTTP request after gob has decoded it: verify first"
		return o, errForged
	}
	return o, nil
}

func (s *server) wrapper(r *http.Request) (o order, err error) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return o, err
	}
	if err := yaml.Unmarshal(b, &o); err != nil {
		return o, err
	}
	return o, s.verify(b, r.Header.Get("X-Tag")) // want "weakverify: .*verify verifies the body of an HTTP request after YAML has decoded it"
}

func (s *server) written(r *http.Request) (o order, err error) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return o, err
	}
	if err := gob.NewDecoder(bytes.NewReader(b)).Decode(&o); err != nil {
		return o, err
	}
	h := hmac.New(sha256.New, s.key)
	h.Write(b)
	if !hmac.Equal(h.Sum(nil), []byte(r.Header.Get("X-Tag"))) { // want "weakverify: hmac.Equal verifies the body of an HTTP request after gob has decoded it"
		return o, errForged
	}
	return o, nil
}

// Where the bytes come from is not known here: that they are verified says enough.
func (s *server) bytes(b []byte, tag string) (o order, err error) {
	if err := gob.NewDecoder(bytes.NewReader(b)).Decode(&o); err != nil {
		return o, err
	}
	return o, s.verify(b, tag) // want "weakverify: .*verify verifies the bytes after gob has decoded it"
}

// An envelope has to be decoded before what is in it can be verified.
type envelope struct {
	Payload []byte
	Tag     string
}

func (s *server) envelope(r *http.Request) ([]byte, error) {
	var e envelope
	if err := gob.NewDecoder(r.Body).Decode(&e); err != nil {
		return nil, err
	}
	return e.Payload, s.verify(e.Payload, e.Tag)
}

// Each message is verified before it is decoded; the next one comes after.
func (s *server) loop(next func() ([]byte, string)) (all []order) {
	for {
		b, tag := next()
		if b == nil {
			return all
		}
		if s.verify(b, tag) != nil {
			continue
		}
		if o, err := load(b); err == nil {
			all = append(all, o)
		}
	}
}

// The second check is of something else.
func (s *server) twice(r *http.Request, name, tag string) (o order, err error) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return o, err
	}
	if err := s.verify(b, r.Header.Get("X-Tag")); err != nil {
		return o, err
	}
	if o, err = load(b); err != nil {
		return o, err
	}
	return o, s.verify([]byte(name), tag)
}
