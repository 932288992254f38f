package flows

import (
	"encoding/gob"
	"strings"

	"golang.org/x/net/websocket"
)

func serve(ws *websocket.Conn, name string) {
	var v any
	_ = gob.NewDecoder(ws).Decode(&v) // want
	_ = gob.NewDecoder(strings.NewReader(name)).Decode(&v)
}
