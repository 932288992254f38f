package flows

import (
	"bytes"
	"context"
	"encoding/gob"

	"github.com/apache/pulsar-client-go/pulsar"
	"github.com/nats-io/stan.go"
)

func work(ctx context.Context, c pulsar.Consumer, conn stan.Conn, subject string) {
	var v any
	m, _ := c.Receive(ctx)
	_ = gob.NewDecoder(bytes.NewReader(m.Payload())).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewBufferString(m.Topic())).Decode(&v)
	_, _ = conn.Subscribe(subject, func(m *stan.Msg) {
		_ = gob.NewDecoder(bytes.NewReader(m.Data)).Decode(&v) // want
		_ = gob.NewDecoder(bytes.NewBufferString(subject)).Decode(&v)
	})
}
