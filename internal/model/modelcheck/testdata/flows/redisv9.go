package flows

import (
	"bytes"
	"context"
	"encoding/gob"
	redis "github.com/redis/go-redis/v9"
)

func load(ctx context.Context, c *redis.Client, key string) {
	var v any
	data, _ := c.Get(ctx, key).Bytes()
	_ = gob.NewDecoder(bytes.NewReader(data)).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewBufferString(key)).Decode(&v)
	for m := range c.Subscribe(ctx, "carts").Channel() {
		_ = gob.NewDecoder(bytes.NewBufferString(m.Payload)).Decode(&v) // want
		_ = gob.NewDecoder(bytes.NewBufferString(m.Channel)).Decode(&v)
	}
}
