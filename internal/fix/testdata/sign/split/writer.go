package split

import (
	"encoding/json"
	"errors"
)

type Order struct {
	ID    string
	Total int
}

type entries map[string][]byte

func (e entries) Get(key string) ([]byte, error) {
	if b, ok := e[key]; ok {
		return b, nil
	}
	return nil, errors.New("no entry")
}

func (e entries) Put(key string, b []byte) error {
	e[key] = b
	return nil
}

type Book struct{ entries entries }

func (b *Book) Save(o *Order) error {
	raw, err := json.Marshal(o)
	if err != nil {
		return err
	}
	return b.entries.Put("order:"+o.ID, raw)
}
