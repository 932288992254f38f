package flows

import (
	"bytes"
	"encoding/gob"
	"github.com/kataras/iris/v12"
)

func read(c iris.Context) {
	var v any
	_ = c.ReadYAML(&v) // want
	body, _ := c.GetBody()
	_ = gob.NewDecoder(bytes.NewReader(body)).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewBufferString(c.RouteName())).Decode(&v)
}
