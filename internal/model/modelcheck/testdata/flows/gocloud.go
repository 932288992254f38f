package flows

import (
	"bytes"
	"context"
	"encoding/gob"

	"gocloud.dev/blob"
	"gocloud.dev/pubsub"
)

func receive(ctx context.Context, s *pubsub.Subscription, b *blob.Bucket, key string) {
	var v any
	m, _ := s.Receive(ctx)
	_ = gob.NewDecoder(bytes.NewReader(m.Body)).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewBufferString(m.LoggableID)).Decode(&v)
	data, _ := b.ReadAll(ctx, key)
	_ = gob.NewDecoder(bytes.NewReader(data)).Decode(&v) // want
	r, _ := b.NewReader(ctx, key, nil)
	_ = gob.NewDecoder(r).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewBufferString(key)).Decode(&v)
}
