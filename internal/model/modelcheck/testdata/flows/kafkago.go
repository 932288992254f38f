package flows

import (
	"bytes"
	"context"
	"encoding/gob"
	"github.com/segmentio/kafka-go"
)

func consume(r *kafka.Reader) {
	var v any
	m, _ := r.ReadMessage(context.Background())
	_ = gob.NewDecoder(bytes.NewReader(m.Value)).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewBufferString(m.Topic)).Decode(&v)
}
