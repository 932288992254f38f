package flows

import (
	"bytes"
	"context"
	"encoding/gob"

	azure "github.com/Azure/go-amqp"
	"github.com/streadway/amqp"
)

func work(ctx context.Context, c *amqp.Channel, r *azure.Receiver, queue string) {
	var v any
	deliveries, _ := c.Consume(queue, "", false, false, false, false, nil)
	for d := range deliveries {
		_ = gob.NewDecoder(bytes.NewReader(d.Body)).Decode(&v) // want
	}
	m, _ := r.Receive(ctx, nil)
	_ = gob.NewDecoder(bytes.NewReader(m.GetData())).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewBufferString(queue)).Decode(&v)
}
