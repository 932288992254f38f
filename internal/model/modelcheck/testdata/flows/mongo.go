package flows

import (
	"context"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"io"
	"net/http"
)

func load(c *mongo.Collection, r *http.Request) {
	var v any
	raw, _ := c.FindOne(context.Background(), nil).Raw()
	_ = bson.Unmarshal(raw, &v) // want
	body, _ := io.ReadAll(r.Body)
	_ = bson.Unmarshal(body, &v) // want
	_ = bson.Unmarshal([]byte("own"), &v)
}
