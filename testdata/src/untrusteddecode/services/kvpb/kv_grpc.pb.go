// Package kvpb is what protoc-gen-go-grpc makes of a service.
package kvpb

import "context"

type PutRequest struct {
	Key   string
	Value []byte
}

type PutReply struct{ Version int64 }

// ServerStream is what the service streams by.
type ServerStream interface {
	SendMsg(m any) error
	RecvMsg(m any) error
}

type KVServer interface {
	Put(context.Context, *PutRequest) (*PutReply, error)
	Watch(*PutRequest, KV_WatchServer) error
	Load(KV_LoadServer) error
	mustEmbedUnimplementedKVServer()
}

type KV_WatchServer interface {
	Send(*PutReply) error
	ServerStream
}

type KV_LoadServer interface {
	Recv() (*PutRequest, error)
	ServerStream
}

type UnimplementedKVServer struct{}

func (UnimplementedKVServer) Put(context.Context, *PutRequest) (*PutReply, error) { return nil, nil }
func (UnimplementedKVServer) Watch(*PutRequest, KV_WatchServer) error             { return nil }
func (UnimplementedKVServer) Load(KV_LoadServer) error                            { return nil }
func (UnimplementedKVServer) mustEmbedUnimplementedKVServer()                     {}

// A LocalServer is an interface that nothing was generated for.
type LocalServer interface {
	Handle(context.Context, *PutRequest) (*PutReply, error)
}
