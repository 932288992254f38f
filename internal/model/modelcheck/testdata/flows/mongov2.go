package flows

import (
	"bytes"
	"context"
	"encoding/gob"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
)

type doc struct{ Data []byte }

func load(ctx context.Context, c *mongo.Collection, data []byte) {
	var v any
	var d doc
	_ = c.FindOne(ctx, bson.D{}).Decode(&d)
	_ = gob.NewDecoder(bytes.NewReader(d.Data)).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewReader(data)).Decode(&v)
	cur, _ := c.Find(ctx, bson.D{})
	_ = bson.Unmarshal(cur.Current, &v) // want
}
