package flows

import (
	"bytes"
	"encoding/gob"
	"github.com/nsqio/go-nsq"
)

type worker struct{}

func (worker) HandleMessage(m *nsq.Message) error {
	var v any
	_ = gob.NewDecoder(bytes.NewBufferString(m.NSQDAddress)).Decode(&v)
	return gob.NewDecoder(bytes.NewReader(m.Body)).Decode(&v) // want
}
