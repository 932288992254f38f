package flows

import (
	"bytes"
	"context"
	"encoding/gob"
	"net/http"

	"github.com/mediocregopher/radix/v4"
)

func load(ctx context.Context, c radix.Client, r *http.Request, key string) {
	var v any
	var data []byte
	_ = c.Do(ctx, radix.Cmd(&data, "GET", key))
	_ = gob.NewDecoder(bytes.NewReader(data)).Decode(&v) // want
	var kind string
	_ = c.Do(ctx, radix.Cmd(&kind, "TYPE", key))
	_ = gob.NewDecoder(bytes.NewBufferString(kind)).Decode(&v)
	_ = c.Do(ctx, radix.Cmd(nil, "SET", "token", r.Header.Get("Authorization"))) // want
	_ = c.Do(ctx, radix.Cmd(nil, "SET", "language", r.Header.Get("Accept-Language")))
}
