// Package sshproxy hands connections on. It has a ServeConn and is no net/rpc.
package sshproxy

import (
	"io"
	"net"
)

// A Server hands connections on.
type Server struct{ upstream string }

// ServeConn hands a connection on.
func (s *Server) ServeConn(conn net.Conn) { ServeConn(conn) }

// ServeConn hands a connection on.
func ServeConn(conn io.ReadWriteCloser) { conn.Close() }
