// Package rpcfork is a copy of net/rpc under another name, as several projects keep one.
package rpcfork

import "io"

// A Server serves procedures.
type Server struct{ names []string }

// A ServerCodec reads requests and writes responses.
type ServerCodec interface {
	ReadRequestHeader(*Request) error
	ReadRequestBody(any) error
	WriteResponse(*Response, any) error
	Close() error
}

// A Request is a call's header.
type Request struct{ ServiceMethod string }

// A Response is an answer's header.
type Response struct{ ServiceMethod string }

func NewServer() *Server { return &Server{} }

func (s *Server) Register(rcvr any) error              { return nil }
func (s *Server) ServeConn(conn io.ReadWriteCloser)    {}
func (s *Server) ServeCodec(codec ServerCodec)         {}
func (s *Server) ServeRequest(codec ServerCodec) error { return nil }
