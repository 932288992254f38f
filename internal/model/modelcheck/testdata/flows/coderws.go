package flows

import (
	"bytes"
	"context"
	"encoding/gob"
	"github.com/coder/websocket"
	"net/http"
)

func serve(w http.ResponseWriter, r *http.Request) {
	var v any
	conn, err := websocket.Accept(w, r, nil)
	if err != nil {
		return
	}
	_, p, _ := conn.Read(context.Background())
	_ = gob.NewDecoder(bytes.NewReader(p)).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewBufferString(conn.Subprotocol())).Decode(&v)
}
