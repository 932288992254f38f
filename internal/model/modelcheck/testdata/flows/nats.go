package flows

import (
	"bytes"
	"encoding/gob"
	"github.com/nats-io/nats.go"
	"time"
)

func consume(nc *nats.Conn, sub *nats.Subscription) {
	_, _ = nc.Subscribe("carts", func(m *nats.Msg) {
		var v any
		_ = gob.NewDecoder(bytes.NewReader(m.Data)).Decode(&v) // want
		_ = gob.NewDecoder(bytes.NewBufferString(m.Subject)).Decode(&v)
	})
	var v any
	m, _ := sub.NextMsg(time.Second)
	_ = gob.NewDecoder(bytes.NewReader(m.Data)).Decode(&v) // want
}
