package flows

import (
	"bytes"
	"encoding/gob"
	"github.com/IBM/sarama"
)

func consume(claim sarama.ConsumerGroupClaim) {
	for m := range claim.Messages() {
		var v any
		_ = gob.NewDecoder(bytes.NewReader(m.Value)).Decode(&v) // want
		_ = gob.NewDecoder(bytes.NewBufferString(m.Topic)).Decode(&v)
	}
}
