// Package catalog knows what the shop sells: articles, their pictures and their
// prices, in cents. It does not know who buys them.
package catalog

import (
	"fmt"
	"os"
	"regexp"
)

// maxPicture is the largest picture in bytes.
const maxPicture = 1 << 20

// Item is an article. Image is the name of a picture, or "".
type Item struct {
	SKU   string `json:"sku"`
	Name  string `json:"name"`
	Price int64  `json:"price"`
	Image string `json:"image,omitempty"`
}

var pictureName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,62}\.(jpg|png|webp)$`)

// Pictures are the pictures that the shop's pages show, files of one directory.
type Pictures struct {
	dir *os.Root
}

// NewPictures returns the pictures in dir.
func NewPictures(dir *os.Root) *Pictures {
	return &Pictures{dir: dir}
}

// Put stores a picture. The name consists of lower-case letters, digits and
// hyphens and ends in .jpg, .png or .webp.
func (p *Pictures) Put(name string, data []byte) error {
	if !pictureName.MatchString(name) {
		return fmt.Errorf("catalog: %q is no name of a picture", name)
	}
	if len(data) > maxPicture {
		return fmt.Errorf("catalog: picture %s has %d bytes, more than %d", name, len(data), maxPicture)
	}
	f, err := p.dir.Create(name)
	if err != nil {
		return fmt.Errorf("catalog: picture: %w", err)
	}
	if _, err := f.Write(data); err != nil {
		f.Close()
		return fmt.Errorf("catalog: picture: %w", err)
	}
	return f.Close()
}
