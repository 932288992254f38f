package flows

import (
	"bytes"
	"encoding/gob"
	"github.com/ThreeDotsLabs/watermill/message"
)

func work(m *message.Message) error {
	var v any
	_ = gob.NewDecoder(bytes.NewBufferString(m.UUID)).Decode(&v)
	return gob.NewDecoder(bytes.NewReader(m.Payload)).Decode(&v) // want
}
