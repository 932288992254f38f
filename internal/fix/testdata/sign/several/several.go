// Package several decodes one type in two formats and from two media.
package several

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"errors"
	"os"
)

type Order struct{ ID string }

type Store map[string][]byte

func (s Store) Get(key string) ([]byte, error) {
	if b, ok := s[key]; ok {
		return b, nil
	}
	return nil, errors.New("no entry")
}

func (s Store) Set(key string, b []byte) { s[key] = b }

func Load(s Store, id string) (o Order, err error) {
	b, err := s.Get("order:" + id)
	if err != nil {
		return o, err
	}
	err = json.Unmarshal(b, &o) // fix: sign
	return o, err
}

func Save(s Store, o Order) error {
	b, err := json.Marshal(o)
	if err != nil {
		return err
	}
	s.Set("order:"+o.ID, b)
	return nil
}

func Receive(s Store) (o Order, err error) {
	b, err := s.Get("queue")
	if err != nil {
		return o, err
	}
	err = gob.NewDecoder(bytes.NewReader(b)).Decode(&o) // fix: sign
	return o, err
}

func Place(s Store, o Order) error {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(o); err != nil {
		return err
	}
	s.Set("queue", buf.Bytes())
	return nil
}

func Restore(name string) (o Order, err error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return o, err
	}
	err = json.Unmarshal(b, &o) // fix: sign
	return o, err
}

func Backup(name string, o Order) error {
	b, err := json.Marshal(o)
	if err != nil {
		return err
	}
	return os.WriteFile(name, b, 0o600)
}
