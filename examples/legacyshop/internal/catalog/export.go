package catalog

import (
	"encoding/gob"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// ReadExport reads what WriteExport wrote.
func ReadExport(r io.Reader) ([]Item, error) {
	var items []Item
	if err := gob.NewDecoder(r).Decode(&items); err != nil {
		return nil, fmt.Errorf("catalog: export: %w", err)
	}
	return items, nil
}

// WriteExport writes the articles with their pictures.
func WriteExport(w io.Writer, items []Item) error {
	if err := gob.NewEncoder(w).Encode(items); err != nil {
		return fmt.Errorf("catalog: export: %w", err)
	}
	return nil
}

// LoadSnapshot replaces the catalog with the one that SaveSnapshot wrote to the
// file. A file that does not exist leaves the catalog as it is.
func (c *Catalog) LoadSnapshot(name string) error {
	f, err := os.Open(name)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("catalog: snapshot: %w", err)
	}
	defer f.Close()
	var items []Item
	if err := gob.NewDecoder(f).Decode(&items); err != nil {
		return fmt.Errorf("catalog: snapshot %s: %w", name, err)
	}
	return c.Put(items)
}

// SaveSnapshot writes the catalog to the file.
func (c *Catalog) SaveSnapshot(name string) error {
	f, err := os.CreateTemp(filepath.Dir(name), "catalog-*")
	if err != nil {
		return fmt.Errorf("catalog: snapshot: %w", err)
	}
	defer os.Remove(f.Name())
	if err := gob.NewEncoder(f).Encode(c.Items()); err != nil {
		f.Close()
		return fmt.Errorf("catalog: snapshot %s: %w", name, err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("catalog: snapshot %s: %w", name, err)
	}
	return os.Rename(f.Name(), name)
}
