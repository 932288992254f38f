// Package owner serializes the values of sessions, which come with an id.
package owner

import (
	"bytes"
	"encoding/gob"
)

type Session struct {
	ID     string
	Values map[string]string
}

type Serializer struct{}

func (Serializer) Deserialize(data []byte, s *Session) error {
	return gob.NewDecoder(bytes.NewBuffer(data)).Decode(&s.Values) // fix: sign
}

func (Serializer) Serialize(s *Session) ([]byte, error) {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(s.Values); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}
