package flows

import (
	"bytes"
	"encoding/gob"
	amqp "github.com/rabbitmq/amqp091-go"
)

func consume(ch *amqp.Channel) {
	deliveries, _ := ch.Consume("carts", "", false, false, false, false, nil)
	for d := range deliveries {
		var v any
		_ = gob.NewDecoder(bytes.NewReader(d.Body)).Decode(&v) // want
		_ = gob.NewDecoder(bytes.NewBufferString(d.ConsumerTag)).Decode(&v)
	}
}
