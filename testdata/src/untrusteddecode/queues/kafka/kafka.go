// Package kafka has messages of Kafka topics.
package kafka

import (
	"bytes"
	"context"
	"encoding/gob"
	"encoding/json"

	"github.com/segmentio/kafka-go"
	"github.com/vmihailenco/msgpack/v5"
	"gopkg.in/yaml.v3"
)

type order struct{ ID string }

func consume(ctx context.Context, r *kafka.Reader) error {
	for {
		m, err := r.ReadMessage(ctx)
		if err != nil {
			return err
		}
		var o order
		gob.NewDecoder(bytes.NewReader(m.Value)).Decode(&o) // want "untrusteddecode"
		msgpack.Unmarshal(m.Value, &o)                      // want "untrusteddecode"
		yaml.Unmarshal(m.Key, &o)                           // want "untrusteddecode"
		json.Unmarshal(m.Value, &o)
	}
}

func fetch(ctx context.Context, r *kafka.Reader) error {
	m, err := r.FetchMessage(ctx)
	if err != nil {
		return err
	}
	return process(m)
}

func process(m kafka.Message) error {
	var o order
	for _, h := range m.Headers {
		if h.Key == "order" {
			return gob.NewDecoder(bytes.NewReader(h.Value)).Decode(&o) // want "untrusteddecode"
		}
	}
	return nil
}

func batch(c *kafka.Conn) {
	b := c.ReadBatch(1, 1<<20)
	for {
		m, err := b.ReadMessage()
		if err != nil {
			return
		}
		var o order
		gob.NewDecoder(bytes.NewReader(m.Value)).Decode(&o) // want "untrusteddecode"
	}
}

// What is written goes out, and does not come in.
func produce(ctx context.Context, w *kafka.Writer, o order) error {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(o); err != nil {
		return err
	}
	m := kafka.Message{Value: buf.Bytes()}
	var back order
	gob.NewDecoder(bytes.NewReader(m.Value)).Decode(&back)
	return w.WriteMessages(ctx, m)
}
