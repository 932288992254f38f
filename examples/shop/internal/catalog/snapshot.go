package catalog

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

// Snapshot is a file that a catalog is saved to. The shop writes no other, so the
// file is bound to its name.
type Snapshot struct {
	name  string
	codec signedcodec.Codec[[]Item]
}

// NewSnapshot returns the snapshot in the file of that name, signed with keys.
func NewSnapshot(name string, keys signedcodec.KeySource) (*Snapshot, error) {
	signer, err := signedcodec.New(keys, "shop/catalog", signedcodec.WithoutExpiry())
	if err != nil {
		return nil, fmt.Errorf("catalog: snapshot: %w", err)
	}
	return &Snapshot{name: name, codec: signedcodec.NewCodec[[]Item](signer, filepath.Base(name))}, nil
}

// Load puts the articles of the snapshot into the catalog. A file that does not
// exist leaves the catalog as it is; one that the shop did not write is an error.
func (s *Snapshot) Load(c *Catalog) error {
	b, err := os.ReadFile(s.name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("catalog: snapshot: %w", err)
	}
	items, err := s.codec.Decode(b)
	if err != nil {
		return fmt.Errorf("catalog: snapshot %s: %w", s.name, err)
	}
	return c.Put(items)
}

// Save writes the catalog to the snapshot.
func (s *Snapshot) Save(c *Catalog) error {
	b, err := s.codec.Encode(c.Items())
	if err != nil {
		return fmt.Errorf("catalog: snapshot %s: %w", s.name, err)
	}
	f, err := os.CreateTemp(filepath.Dir(s.name), "catalog-*")
	if err != nil {
		return fmt.Errorf("catalog: snapshot: %w", err)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(b)
	if err := errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("catalog: snapshot %s: %w", s.name, err)
	}
	return os.Rename(f.Name(), s.name)
}
