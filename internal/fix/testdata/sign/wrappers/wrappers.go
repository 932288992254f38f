package wrappers

import (
	"bytes"
	"encoding/gob"
)

func Encode(obj map[any]any) ([]byte, error) {
	buf := bytes.NewBuffer(nil)
	err := gob.NewEncoder(buf).Encode(obj)
	return buf.Bytes(), err
}

func Decode(encoded []byte) (out map[any]any, err error) {
	buf := bytes.NewBuffer(encoded)
	err = gob.NewDecoder(buf).Decode(&out) // fix: sign
	return out, err
}

func Nested(encoded []byte) (map[any]any, error) {
	return Decode(encoded) // fix: sign
}
