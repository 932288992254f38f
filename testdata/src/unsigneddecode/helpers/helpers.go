// Package helpers leaves the verification to functions of another package.
package helpers

import (
	"bytes"
	"context"
	"encoding/gob"
	"net/http"
	"unsigneddecode/helpers/seal"

	"github.com/redis/go-redis/v9"
)

type state struct{ User string }

func decode(b []byte) (v state, err error) {
	err = gob.NewDecoder(bytes.NewReader(b)).Decode(&v)
	return v, err
}

type store struct {
	rdb    *redis.Client
	sealer *seal.Sealer
}

func (s *store) get() ([]byte, error) { return s.rdb.Get(context.Background(), "state").Bytes() }

func (s *store) open() (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	payload, err := s.sealer.Open(b)
	if err != nil {
		return state{}, err
	}
	return decode(payload)
}

func (s *store) valid() (state, error) {
	b, err := s.get()
	if err != nil || len(b) < 32 {
		return state{}, err
	}
	tag, payload := b[:32], b[32:]
	if !s.sealer.Valid(tag, payload) {
		return state{}, seal.ErrForged
	}
	return decode(payload)
}

func (s *store) check() (state, error) {
	b, err := s.get()
	if err != nil || len(b) < 32 {
		return state{}, err
	}
	tag, payload := b[:32], b[32:]
	if err := s.sealer.Check(tag, payload); err != nil {
		return state{}, err
	}
	return decode(payload)
}

func handle(w http.ResponseWriter, r *http.Request) {
	if v, err := decode(seal.Payload(r.Context())); err == nil {
		w.Write([]byte(v.User))
	}
}

func serve(s *seal.Sealer) { http.Handle("/", s.Middleware(http.HandlerFunc(handle))) }

// The same with one thing broken.

func (s *store) trimmed() (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	payload, err := s.sealer.Trim(b)
	if err != nil {
		return state{}, err
	}
	return decode(payload) // want "unsigneddecode"
}

func (s *store) unasked() (state, error) {
	b, err := s.get()
	if err != nil || len(b) < 32 {
		return state{}, err
	}
	tag, payload := b[:32], b[32:]
	s.sealer.Valid(tag, payload)
	return decode(payload) // want "unsigneddecode"
}

func (s *store) otherBytes() (state, error) {
	b, err := s.get()
	if err != nil || len(b) < 64 {
		return state{}, err
	}
	if err := s.sealer.Check(b[:32], b[32:64]); err != nil {
		return state{}, err
	}
	return decode(b[64:]) // want "unsigneddecode"
}
