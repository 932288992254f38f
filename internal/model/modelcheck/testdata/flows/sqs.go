package flows

import (
	"context"
	"encoding/gob"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"strings"
)

func consume(c *sqs.Client) {
	var v any
	out, _ := c.ReceiveMessage(context.Background(), &sqs.ReceiveMessageInput{})
	for _, m := range out.Messages {
		_ = gob.NewDecoder(strings.NewReader(*m.Body)).Decode(&v) // want
		_ = gob.NewDecoder(strings.NewReader(*m.MessageId)).Decode(&v)
	}
}
