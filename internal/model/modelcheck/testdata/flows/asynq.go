package flows

import (
	"bytes"
	"context"
	"encoding/gob"
	"github.com/hibiken/asynq"
)

func work(ctx context.Context, t *asynq.Task) error {
	var v any
	_ = gob.NewDecoder(bytes.NewBufferString(t.Type())).Decode(&v)
	return gob.NewDecoder(bytes.NewReader(t.Payload())).Decode(&v) // want
}
