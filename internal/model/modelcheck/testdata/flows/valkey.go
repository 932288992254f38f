package flows

import (
	"bytes"
	"context"
	"encoding/gob"
	"net/http"

	"github.com/valkey-io/valkey-go"
)

func load(ctx context.Context, c valkey.Client, r *http.Request, key string) {
	var v any
	data, _ := c.Do(ctx, c.B().Get().Key(key).Build()).AsBytes()
	_ = gob.NewDecoder(bytes.NewReader(data)).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewBufferString(key)).Decode(&v)
	c.Do(ctx, c.B().Set().Key("token").Value(r.Header.Get("Authorization")).Build()) // want
	c.Do(ctx, c.B().Set().Key("language").Value(r.Header.Get("Accept-Language")).Build())
}
