package flows

import (
	"context"
	"encoding/gob"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"strings"

	_ "google.golang.org/grpc/encoding"
)

func unary(ctx context.Context) {
	var v any
	md, _ := metadata.FromIncomingContext(ctx)
	_ = gob.NewDecoder(strings.NewReader(md.Get("cart-bin")[0])).Decode(&v) // want
	sent, _ := metadata.FromOutgoingContext(ctx)
	_ = gob.NewDecoder(strings.NewReader(sent.Get("cart-bin")[0])).Decode(&v)
}

func stream(s grpc.ServerStream) {
	var v any
	var raw []byte
	_ = s.RecvMsg(&raw)
	_ = gob.NewDecoder(strings.NewReader(string(raw))).Decode(&v) // want
}

type gobCodec struct{}

func (gobCodec) Name() string                  { return "gob" }
func (gobCodec) Marshal(v any) ([]byte, error) { return nil, nil }

func (gobCodec) Unmarshal(data []byte, v any) error {
	return gob.NewDecoder(strings.NewReader(string(data))).Decode(v) // want
}
