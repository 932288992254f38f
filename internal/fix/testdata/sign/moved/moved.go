// Package moved renames entries, so that their keys must not be part of the signature.
package moved

import (
	"bytes"
	"encoding/gob"
	"errors"
)

type Data map[string]string

type Store map[string][]byte

func (s Store) Get(key string) ([]byte, error) {
	if b, ok := s[key]; ok {
		return b, nil
	}
	return nil, errors.New("no entry")
}

func (s Store) Set(key string, b []byte) { s[key] = b }

func (s Store) Rename(from, to string) {
	s[to] = s[from]
	delete(s, from)
}

func Regenerate(s Store, from, to string) { s.Rename(from, to) }

func Load(s Store, id string) (d Data, err error) {
	b, err := s.Get(id)
	if err != nil {
		return nil, err
	}
	err = gob.NewDecoder(bytes.NewBuffer(b)).Decode(&d) // fix: sign
	return d, err
}

func Save(s Store, id string, d Data) error {
	signedcodec := new(bytes.Buffer) // a name that the import must not take
	if err := gob.NewEncoder(signedcodec).Encode(d); err != nil {
		return err
	}
	s.Set(id, signedcodec.Bytes())
	return nil
}
