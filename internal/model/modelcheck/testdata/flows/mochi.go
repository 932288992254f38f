package flows

import (
	"bytes"
	"encoding/gob"

	mqtt "github.com/mochi-mqtt/server/v2"
	"github.com/mochi-mqtt/server/v2/packets"
)

type published struct{ mqtt.HookBase }

func (published) OnPublish(cl *mqtt.Client, pk packets.Packet) (packets.Packet, error) {
	var v any
	_ = gob.NewDecoder(bytes.NewBufferString(pk.TopicName)).Decode(&v)
	return pk, gob.NewDecoder(bytes.NewReader(pk.Payload)).Decode(&v) // want
}

func subscribe(s *mqtt.Server) error {
	return s.Subscribe("carts", 1, func(cl *mqtt.Client, sub packets.Subscription, pk packets.Packet) {
		var v any
		_ = gob.NewDecoder(bytes.NewReader(pk.Payload)).Decode(&v) // want
	})
}
