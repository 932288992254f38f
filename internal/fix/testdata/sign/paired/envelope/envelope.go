// Package envelope encodes sessions for several stores.
package envelope

import (
	"bytes"
	"encoding/gob"
)

// EncodeValues encodes a session's values.
func EncodeValues(v map[string]any) ([]byte, error) {
	var buf bytes.Buffer
	err := gob.NewEncoder(&buf).Encode(v)
	return buf.Bytes(), err
}

// DecodeValues decodes what EncodeValues made.
func DecodeValues(data []byte) (v map[string]any, err error) {
	err = gob.NewDecoder(bytes.NewReader(data)).Decode(&v)
	return v, err
}

// DecodeHeader has no counterpart.
func DecodeHeader(data []byte) (string, error) { return string(data), nil }
