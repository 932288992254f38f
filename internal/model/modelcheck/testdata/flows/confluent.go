package flows

import (
	"bytes"
	"encoding/gob"

	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
)

func work(c *kafka.Consumer, topic string) {
	var v any
	m, _ := c.ReadMessage(0)
	_ = gob.NewDecoder(bytes.NewReader(m.Value)).Decode(&v) // want
	switch e := c.Poll(0).(type) {
	case *kafka.Message:
		_ = gob.NewDecoder(bytes.NewReader(e.Value)).Decode(&v) // want
	}
	_ = gob.NewDecoder(bytes.NewBufferString(topic)).Decode(&v)
}
