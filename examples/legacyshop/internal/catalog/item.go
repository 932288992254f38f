// Package catalog knows what the shop sells: articles, their pictures and their
// prices, in cents. It does not know who buys them.
package catalog

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"os"
	"path/filepath"
)

// MediaDir is the directory of the pictures that the shop's pages show.
var MediaDir = filepath.Join(os.TempDir(), "legacyshop-media")

// Item is an article.
type Item struct {
	SKU   string `json:"sku" yaml:"sku"`
	Name  string `json:"name" yaml:"name"`
	Price int64  `json:"price" yaml:"price"`
	Image Image  `json:"image" yaml:"image"`
}

// Image names a picture in MediaDir. In gob it takes the picture itself along,
// so that an export of the catalog is complete.
type Image struct {
	Name string `json:"name,omitempty" yaml:"name,omitempty"`
}

// imageWire is how an Image travels.
type imageWire struct {
	Name string
	Data []byte
}

// GobEncode implements gob.GobEncoder.
func (m Image) GobEncode() ([]byte, error) {
	wire := imageWire{Name: m.Name}
	if m.Name != "" {
		data, err := os.ReadFile(filepath.Join(MediaDir, m.Name))
		if err != nil {
			return nil, fmt.Errorf("catalog: picture: %w", err)
		}
		wire.Data = data
	}
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(wire); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// GobDecode implements gob.GobDecoder.
func (m *Image) GobDecode(b []byte) error {
	var wire imageWire
	if err := gob.NewDecoder(bytes.NewReader(b)).Decode(&wire); err != nil {
		return err
	}
	m.Name = wire.Name
	if wire.Name == "" {
		return nil
	}
	name := filepath.Join(MediaDir, wire.Name)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, wire.Data, 0o644)
}
