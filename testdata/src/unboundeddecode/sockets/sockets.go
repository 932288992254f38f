// Package sockets reads messages of websockets and RPCs.
package sockets

import (
	"context"
	"encoding/xml"
	"io"
	"math"
	"net"
	"net/http"

	coder "github.com/coder/websocket"
	"github.com/gorilla/websocket"
	"google.golang.org/grpc"
)

type order struct{ Item string }

var upgrader websocket.Upgrader

func unlimited(w http.ResponseWriter, r *http.Request) {
	c, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	for {
		_, m, err := c.ReadMessage() // want "unboundeddecode: websocket reads a message of any size from the websocket connection: set a read limit first"
		if err != nil {
			return
		}
		var o order
		xml.Unmarshal(m, &o)
	}
}

func limited(w http.ResponseWriter, r *http.Request) {
	c, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c.SetReadLimit(1 << 16)
	for {
		if _, _, err := c.ReadMessage(); err != nil {
			return
		}
	}
}

// A client that its own functions read from and limit.
type client struct{ conn *websocket.Conn }

func serve(w http.ResponseWriter, r *http.Request) {
	c, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	(&client{conn: c}).readAll()
}

func (c *client) readAll() {
	c.conn.SetReadLimit(1 << 16)
	for {
		if _, _, err := c.conn.ReadMessage(); err != nil {
			return
		}
	}
}

// Messages are 32 kB at most unless that is switched off.
func bounded(w http.ResponseWriter, r *http.Request) {
	c, err := coder.Accept(w, r, nil)
	if err != nil {
		return
	}
	c.Read(context.Background())
}

func switchedOff(w http.ResponseWriter, r *http.Request) {
	c, err := coder.Accept(w, r, nil)
	if err != nil {
		return
	}
	c.SetReadLimit(-1) // want "unboundeddecode: SetReadLimit allows so much that it bounds nothing"
	c.Read(context.Background())
}

func servers() {
	grpc.NewServer()
	grpc.NewServer(grpc.MaxRecvMsgSize(16 << 20))
	grpc.NewServer(grpc.MaxRecvMsgSize(math.MaxInt32)) // want "unboundeddecode: grpc.MaxRecvMsgSize allows so much"
}

// A dialer is one by its method, whatever type that belongs to.
type dialer interface {
	Dial(network, address string) (net.Conn, error)
}

func replied(d dialer) ([]byte, error) {
	conn, err := d.Dial("tcp", "whois.example.com:43")
	if err != nil {
		return nil, err
	}
	return io.ReadAll(conn) // the reply of a server
}

func served(l net.Listener) ([]byte, error) {
	conn, err := l.Accept()
	if err != nil {
		return nil, err
	}
	return io.ReadAll(conn) // want "io.ReadAll reads the accepted connection with no bound"
}
