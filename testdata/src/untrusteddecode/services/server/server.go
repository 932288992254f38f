// Package server implements a generated service.
package server

import (
	"bytes"
	"context"
	"encoding/gob"

	"gopkg.in/yaml.v3"

	"untrusteddecode/services/kvpb"
)

type order struct{ ID string }

type server struct {
	kvpb.UnimplementedKVServer
	last []byte
}

func decode(b []byte) (o order, err error) {
	err = gob.NewDecoder(bytes.NewReader(b)).Decode(&o)
	return o, err
}

func (s *server) Put(ctx context.Context, req *kvpb.PutRequest) (*kvpb.PutReply, error) {
	var o order
	err := gob.NewDecoder(bytes.NewReader(req.Value)).Decode(&o) // want "untrusteddecode: gob decodes the message of an RPC"
	return new(kvpb.PutReply), err
}

func (s *server) Watch(req *kvpb.PutRequest, stream kvpb.KV_WatchServer) error {
	_, err := decode(req.Value) // want "untrusteddecode: gob decodes the message of an RPC"
	return err
}

func (s *server) Load(stream kvpb.KV_LoadServer) error {
	for {
		req, err := stream.Recv()
		if err != nil {
			return err
		}
		if _, err := decode(req.Value); err != nil { // want "untrusteddecode: gob decodes the message of an RPC"
			return err
		}
	}
}

// Handle is called by the program itself.
func (s *server) Handle(ctx context.Context, req *kvpb.PutRequest) (*kvpb.PutReply, error) {
	_, err := decode(req.Value)
	return new(kvpb.PutReply), err
}

// The host of a plugin sends its configuration.
type plugin struct{ kvpb.UnimplementedKVServer }

func (p *plugin) Put(ctx context.Context, req *kvpb.PutRequest) (*kvpb.PutReply, error) {
	var o order
	return new(kvpb.PutReply), yaml.Unmarshal(req.Value, &o)
}
