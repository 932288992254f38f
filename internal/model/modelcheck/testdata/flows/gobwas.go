package flows

import (
	"bytes"
	"encoding/gob"
	"github.com/gobwas/ws/wsutil"
	"net"
)

func serve(conn net.Conn) {
	var v any
	p, _, _ := wsutil.ReadClientData(conn)
	_ = gob.NewDecoder(bytes.NewReader(p)).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewBufferString(conn.RemoteAddr().String())).Decode(&v)
}
