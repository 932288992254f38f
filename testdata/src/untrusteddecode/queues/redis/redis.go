// Package redis has Redis as a queue: channels and streams. What is read as from a store is another rule's.
package redis

import (
	"bytes"
	"context"
	"encoding/gob"
	"strings"

	"github.com/redis/go-redis/v9"
	"gopkg.in/yaml.v3"
)

type order struct{ ID string }

func channel(ctx context.Context, rdb *redis.Client) {
	sub := rdb.Subscribe(ctx, "orders")
	defer sub.Close()
	for m := range sub.Channel() {
		var o order
		gob.NewDecoder(strings.NewReader(m.Payload)).Decode(&o) // want "untrusteddecode"
	}
}

func receive(ctx context.Context, sub *redis.PubSub) {
	m, err := sub.ReceiveMessage(ctx)
	if err != nil {
		return
	}
	var o order
	yaml.Unmarshal([]byte(m.Payload), &o) // want "untrusteddecode"
	v, err := sub.Receive(ctx)
	if err != nil {
		return
	}
	switch m := v.(type) {
	case *redis.Message:
		gob.NewDecoder(strings.NewReader(m.Payload)).Decode(&o) // want "untrusteddecode"
	}
}

func stream(ctx context.Context, rdb *redis.Client) {
	streams, err := rdb.XRead(ctx, &redis.XReadArgs{Streams: []string{"orders", "0"}}).Result()
	if err != nil {
		return
	}
	for _, s := range streams {
		for _, m := range s.Messages {
			text, _ := m.Values["order"].(string)
			var o order
			gob.NewDecoder(strings.NewReader(text)).Decode(&o) // want "untrusteddecode"
		}
	}
}

func store(ctx context.Context, rdb *redis.Client) {
	b, err := rdb.Get(ctx, "order").Bytes()
	if err != nil {
		return
	}
	var o order
	gob.NewDecoder(bytes.NewReader(b)).Decode(&o)
}
