package flows

import (
	"bytes"
	"encoding/gob"
	"time"

	"github.com/alexedwards/scs/v2"
)

func load(s scs.Store, token string) {
	var v any
	data, _, _ := s.Find(token)
	_ = gob.NewDecoder(bytes.NewReader(data)).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewBufferString(token)).Decode(&v)
}

type codec struct{}

func (codec) Encode(time.Time, map[string]any) ([]byte, error) { return nil, nil }

func (codec) Decode(data []byte) (deadline time.Time, values map[string]any, err error) {
	return deadline, values, gob.NewDecoder(bytes.NewReader(data)).Decode(&values) // want
}
