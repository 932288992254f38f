package flows

import (
	"bytes"
	"context"
	"encoding/gob"
	"github.com/cloudwego/hertz/pkg/app"
)

func read(ctx context.Context, c *app.RequestContext) {
	var v any
	_ = gob.NewDecoder(bytes.NewReader(c.GetRawData())).Decode(&v)                  // want
	_ = gob.NewDecoder(bytes.NewReader(c.Request.Body())).Decode(&v)                // want
	_ = gob.NewDecoder(bytes.NewReader(c.Request.Header.Peek("X-Cart"))).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewBufferString(c.FullPath())).Decode(&v)
}
