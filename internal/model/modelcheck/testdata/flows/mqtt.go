package flows

import (
	"bytes"
	"encoding/gob"
	mqtt "github.com/eclipse/paho.mqtt.golang"
)

func consume(c mqtt.Client) {
	c.Subscribe("carts", 0, func(c mqtt.Client, m mqtt.Message) {
		var v any
		_ = gob.NewDecoder(bytes.NewReader(m.Payload())).Decode(&v) // want
		_ = gob.NewDecoder(bytes.NewReader([]byte{m.Qos()})).Decode(&v)
	})
}
