// Package grpc is a stub of google.golang.org/grpc: the signatures are true, the bodies mean nothing.
package grpc

// A ServerOption is an option of a server.
type ServerOption interface{ apply() }

// A Server is a server.
type Server struct{ serve bool }

func NewServer(opt ...ServerOption) *Server { return nil }

func MaxRecvMsgSize(m int) ServerOption { return nil }
