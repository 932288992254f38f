// Package websocket is a stub of github.com/coder/websocket: the signatures are true, the bodies mean nothing.
package websocket

import (
	"context"
	"net/http"
)

// A Conn is a connection.
type Conn struct{ subprotocol string }

// A MessageType is the type of a message.
type MessageType int

// AcceptOptions are options.
type AcceptOptions struct{ Subprotocols []string }

func Accept(w http.ResponseWriter, r *http.Request, opts *AcceptOptions) (*Conn, error) {
	return nil, nil
}

func (c *Conn) Read(ctx context.Context) (MessageType, []byte, error) { return 0, nil, nil }
func (c *Conn) SetReadLimit(n int64)                                  {}
