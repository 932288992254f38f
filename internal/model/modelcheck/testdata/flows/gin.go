package flows

import (
	"bytes"
	"encoding/gob"
	"github.com/gin-gonic/gin"
)

func read(c *gin.Context) {
	var v any
	_ = gob.NewDecoder(c.Request.Body).Decode(&v) // want
	_ = c.ShouldBindYAML(&v)                      // want
	raw, _ := c.GetRawData()
	_ = gob.NewDecoder(bytes.NewReader(raw)).Decode(&v)                   // want
	_ = gob.NewDecoder(bytes.NewBufferString(c.FullPath())).Decode(&v)    // the route, as the program wrote it
	_ = gob.NewDecoder(bytes.NewBufferString(c.Query("cart"))).Decode(&v) // want
}

type base struct{ *gin.Context }
type users struct{ base }

func (u *users) show(name string) {
	var v any
	_ = gob.NewDecoder(bytes.NewBufferString(u.Query("cart"))).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewBufferString(u.Param("cart"))).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewBufferString(name)).Decode(&v)
}
