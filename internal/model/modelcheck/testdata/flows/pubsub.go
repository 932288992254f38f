package flows

import (
	"bytes"
	"cloud.google.com/go/pubsub"
	"context"
	"encoding/gob"
)

func consume(sub *pubsub.Subscription) error {
	return sub.Receive(context.Background(), func(ctx context.Context, m *pubsub.Message) {
		var v any
		_ = gob.NewDecoder(bytes.NewReader(m.Data)).Decode(&v) // want
		_ = gob.NewDecoder(bytes.NewBufferString(m.ID)).Decode(&v)
	})
}
