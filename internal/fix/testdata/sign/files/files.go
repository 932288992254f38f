package files

import (
	"encoding/gob"
	"io"
	"os"
)

type Item struct{ Name string }

func Load(name string) ([]Item, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var items []Item
	dec := gob.NewDecoder(f)
	if err := dec.Decode(&items); err != nil { // fix: sign
		return nil, err
	}
	return items, nil
}

func Save(name string, items []Item) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := gob.NewEncoder(f).Encode(items); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

// Import reads what Export of another program wrote: not our file.
func Import(r io.Reader) ([]Item, error) {
	var items []Item
	err := gob.NewDecoder(r).Decode(&items)
	return items, err
}

func Export(w io.Writer, items []Item) error {
	return gob.NewEncoder(w).Encode(items)
}
