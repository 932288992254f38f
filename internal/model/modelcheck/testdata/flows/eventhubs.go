package flows

import (
	"bytes"
	"context"
	"encoding/gob"

	"github.com/Azure/azure-sdk-for-go/sdk/messaging/azeventhubs/v2"
)

func receive(ctx context.Context, c *azeventhubs.PartitionClient, p *azeventhubs.ProcessorPartitionClient) {
	var v any
	events, _ := c.ReceiveEvents(ctx, 1, nil)
	for _, e := range events {
		_ = gob.NewDecoder(bytes.NewReader(e.Body)).Decode(&v) // want
		_ = gob.NewDecoder(bytes.NewBufferString(e.Offset)).Decode(&v)
	}
	more, _ := p.ReceiveEvents(ctx, 1, nil)
	_ = gob.NewDecoder(bytes.NewReader(more[0].Body)).Decode(&v) // want
}
