// Package paired decodes with functions of another package.
package paired

import (
	"github.com/unsafedecode/unsafedecode/internal/fix/testdata/sign/paired/envelope"
)

type Client interface {
	Get(key string) ([]byte, error)
	Set(key string, b []byte) error
}

type Store struct{ c Client }

func (s *Store) Load(id string) (map[string]any, error) {
	b, err := s.c.Get("session:" + id)
	if err != nil {
		return nil, err
	}
	return envelope.DecodeValues(b) // fix: sign
}

func (s *Store) Save(id string, v map[string]any) error {
	b, err := envelope.EncodeValues(v)
	if err != nil {
		return err
	}
	return s.c.Set("session:"+id, b)
}

// Header reads what no function of the other package writes.
func (s *Store) Header(id string) (string, error) {
	b, err := s.c.Get("header:" + id)
	if err != nil {
		return "", err
	}
	return envelope.DecodeHeader(b) // fix: none
}
