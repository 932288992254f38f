// Package websocket is a stub of github.com/gorilla/websocket: the signatures are true, most bodies mean nothing.
package websocket

import (
	"context"
	"io"
	"net/http"
)

// A Conn is a connection.
type Conn struct{ r io.Reader }

func (c *Conn) ReadMessage() (messageType int, p []byte, err error) { return 0, nil, nil }

func (c *Conn) NextReader() (messageType int, r io.Reader, err error) { return 0, nil, nil }

func (c *Conn) ReadJSON(v interface{}) error { return nil }

func (c *Conn) WriteJSON(v interface{}) error { return nil }

func (c *Conn) WriteMessage(messageType int, data []byte) error { return nil }

func (c *Conn) SetReadLimit(limit int64) {}

func (c *Conn) Close() error { return nil }

// An Upgrader makes a connection of a request.
type Upgrader struct{ ReadBufferSize, WriteBufferSize int }

func (u *Upgrader) Upgrade(w http.ResponseWriter, r *http.Request, responseHeader http.Header) (*Conn, error) {
	return nil, nil
}

// A Dialer connects to a server.
type Dialer struct{ EnableCompression bool }

// DefaultDialer is a Dialer.
var DefaultDialer = &Dialer{}

func (d *Dialer) Dial(urlStr string, requestHeader http.Header) (*Conn, *http.Response, error) {
	return nil, nil, nil
}

func (d *Dialer) DialContext(ctx context.Context, urlStr string, requestHeader http.Header) (*Conn, *http.Response, error) {
	return nil, nil, nil
}

// drain has a body, for the test that a library is not told to bound what its callers bound.
func (c *Conn) drain() {
	if _, r, err := c.NextReader(); err == nil {
		io.ReadAll(r)
	}
}
