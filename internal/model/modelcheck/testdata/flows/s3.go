package flows

import (
	"context"
	"encoding/gob"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"strings"
)

func load(c *s3.Client, name string) {
	var v any
	out, _ := c.GetObject(context.Background(), &s3.GetObjectInput{})
	_ = gob.NewDecoder(out.Body).Decode(&v) // want
	_ = gob.NewDecoder(strings.NewReader(name)).Decode(&v)
}
