// Package named keeps each value in a file of its own.
package named

import (
	"encoding/json"
	"os"
	"path/filepath"
)

type Item struct{ Name string }

type Store struct{ dir string }

func (s *Store) path(id string) string { return filepath.Join(s.dir, id+".json") }

func (s *Store) Load(id string) (*Item, error) {
	b, err := os.ReadFile(s.path(id))
	if err != nil {
		return nil, err
	}
	var item Item
	err = json.Unmarshal(b, &item) // fix: sign
	return &item, err
}

func (s *Store) Save(id string, item *Item) error {
	b, err := json.Marshal(item)
	if err != nil {
		return err
	}
	return os.WriteFile(s.path(id), b, 0o600)
}
