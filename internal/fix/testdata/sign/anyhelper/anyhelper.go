// Package anyhelper has a helper that encodes any value, and is given one type.
package anyhelper

import (
	"bytes"
	"encoding/gob"
	"os"
)

// Item is what a cache holds.
type Item struct{ Data string }

func encode(v any) ([]byte, error) {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(v); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

func decode(data []byte, to *Item) error {
	return gob.NewDecoder(bytes.NewReader(data)).Decode(to) // fix: sign
}

// Put writes an item.
func Put(name, data string) error {
	item := Item{Data: data}
	b, err := encode(item)
	if err != nil {
		return err
	}
	return os.WriteFile(name, b, 0o600)
}

// Get reads an item.
func Get(name string) (string, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return "", err
	}
	var item Item
	if err := decode(b, &item); err != nil {
		return "", err
	}
	return item.Data, nil
}
