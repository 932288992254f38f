package flows

import (
	"bytes"
	"context"
	"encoding/gob"
	"github.com/twmb/franz-go/pkg/kgo"
)

func consume(c *kgo.Client) {
	fetches := c.PollFetches(context.Background())
	fetches.EachRecord(func(r *kgo.Record) {
		var v any
		_ = gob.NewDecoder(bytes.NewReader(r.Value)).Decode(&v) // want
		_ = gob.NewDecoder(bytes.NewBufferString(r.Topic)).Decode(&v)
	})
}
