// Package bytes draws keys.
package bytes

import (
	"crypto/rand"
	"io"
)

// Key draws a key.
func Key() ([]byte, error) {
	key := make([]byte, 8)
	if _, err := rand.Read(key); err != nil { // fix: longer
		return nil, err
	}
	return key, nil
}

// Other draws one from the reader.
func Other() ([]byte, error) {
	var key = make([]byte, 10)
	_, err := io.ReadFull(rand.Reader, key) // fix: longer
	return key, err
}
