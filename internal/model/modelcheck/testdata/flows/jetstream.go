package flows

import (
	"bytes"
	"context"
	"encoding/gob"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

func work(ctx context.Context, c jetstream.Consumer, kv jetstream.KeyValue, sub *nats.Subscription) {
	var v any
	batch, _ := c.Fetch(10)
	for m := range batch.Messages() {
		_ = gob.NewDecoder(bytes.NewReader(m.Data())).Decode(&v) // want
		_ = gob.NewDecoder(bytes.NewBufferString(m.Subject())).Decode(&v)
	}
	entry, _ := kv.Get(ctx, "cart")
	_ = gob.NewDecoder(bytes.NewReader(entry.Value())).Decode(&v) // want
	old, _ := sub.FetchBatch(10)
	for m := range old.Messages() {
		_ = gob.NewDecoder(bytes.NewReader(m.Data)).Decode(&v) // want
		_ = gob.NewDecoder(bytes.NewBufferString(m.Subject)).Decode(&v)
	}
}
