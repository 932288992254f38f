package flows

import (
	"encoding/gob"
	"github.com/aws/aws-lambda-go/events"
	"strings"
)

func read(e events.APIGatewayProxyRequest, q events.SQSEvent) {
	var v any
	_ = gob.NewDecoder(strings.NewReader(e.Body)).Decode(&v) // want
	_ = gob.NewDecoder(strings.NewReader(e.HTTPMethod)).Decode(&v)
	for _, m := range q.Records {
		_ = gob.NewDecoder(strings.NewReader(m.Body)).Decode(&v) // want
		_ = gob.NewDecoder(strings.NewReader(m.MessageId)).Decode(&v)
	}
}
