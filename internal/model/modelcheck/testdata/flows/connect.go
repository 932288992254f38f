package flows

import (
	"context"
	"encoding/gob"
	"strings"

	"connectrpc.com/connect"
)

type cart struct{ Data, Kind string }

func handle(ctx context.Context, req *connect.Request[cart]) {
	var v any
	_ = gob.NewDecoder(strings.NewReader(req.Msg.Data)).Decode(&v)         // want
	_ = gob.NewDecoder(strings.NewReader(req.Spec().Procedure)).Decode(&v) // what the program called it
}
