package flows

import (
	"bytes"
	"context"
	"encoding/gob"

	"github.com/dapr/go-sdk/client"
	"github.com/dapr/go-sdk/service/common"
)

func topic(ctx context.Context, e *common.TopicEvent) (retry bool, err error) {
	var v any
	_ = gob.NewDecoder(bytes.NewBufferString(e.ID)).Decode(&v)
	return false, gob.NewDecoder(bytes.NewReader(e.RawData)).Decode(&v) // want
}

func invoked(ctx context.Context, in *common.InvocationEvent, bound *common.BindingEvent, c client.Client) {
	var v any
	_ = gob.NewDecoder(bytes.NewReader(in.Data)).Decode(&v)    // want
	_ = gob.NewDecoder(bytes.NewReader(bound.Data)).Decode(&v) // want
	item, _ := c.GetState(ctx, "carts", "k", nil)
	_ = gob.NewDecoder(bytes.NewReader(item.Value)).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewBufferString(item.Key)).Decode(&v)
}
