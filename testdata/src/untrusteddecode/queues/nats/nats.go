// Package nats has messages of NATS subjects.
package nats

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"time"

	"github.com/nats-io/nats.go"
	"gopkg.in/yaml.v3"
)

type order struct{ ID string }

func subscribe(nc *nats.Conn) {
	nc.Subscribe("orders", func(m *nats.Msg) {
		var o order
		gob.NewDecoder(bytes.NewReader(m.Data)).Decode(&o) // want "untrusteddecode"
		json.Unmarshal(m.Data, &o)
	})
	nc.QueueSubscribe("orders", "workers", handle)
}

func handle(m *nats.Msg) {
	var o order
	yaml.Unmarshal(m.Data, &o) // want "untrusteddecode"
}

func next(nc *nats.Conn) {
	sub, err := nc.SubscribeSync("orders")
	if err != nil {
		return
	}
	m, err := sub.NextMsg(time.Second)
	if err != nil {
		return
	}
	var o order
	gob.NewDecoder(bytes.NewReader(m.Data)).Decode(&o) // want "untrusteddecode"
}

func channel(nc *nats.Conn) {
	ch := make(chan *nats.Msg, 64)
	nc.ChanSubscribe("orders", ch)
	for m := range ch {
		var o order
		gob.NewDecoder(bytes.NewReader(m.Data)).Decode(&o) // want "untrusteddecode"
	}
}

func request(nc *nats.Conn, b []byte) {
	m, err := nc.Request("prices", b, time.Second)
	if err != nil {
		return
	}
	var o order
	gob.NewDecoder(bytes.NewReader(m.Data)).Decode(&o) // want "untrusteddecode"
}
