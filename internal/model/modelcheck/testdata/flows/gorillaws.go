package flows

import (
	"bytes"
	"encoding/gob"
	"github.com/gorilla/websocket"
	"net/http"
)

func serve(u *websocket.Upgrader, w http.ResponseWriter, r *http.Request) {
	var v any
	conn, err := u.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	_, p, _ := conn.ReadMessage()
	_ = gob.NewDecoder(bytes.NewReader(p)).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewBufferString(conn.Subprotocol())).Decode(&v)
}
