// Package gin has handlers of the gin framework.
package gin

import (
	"bytes"
	"encoding/base64"
	"encoding/gob"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/gin-gonic/gin/binding"
)

type order struct{ ID string }

// A document is whatever elements come.
type document struct {
	Nodes []document `xml:",any"`
}

func bindings(c *gin.Context) {
	var o order
	c.ShouldBindYAML(&o)                  // want "untrusteddecode"
	c.BindYAML(&o)                        // want "untrusteddecode"
	c.ShouldBindXML(&o)                   // bound to a schema
	c.ShouldBindXML(new(document))        // want "untrusteddecode"
	c.ShouldBindBodyWithYAML(&o)          // want "untrusteddecode"
	c.ShouldBindWith(&o, binding.YAML)    // want "untrusteddecode"
	c.ShouldBindWith(&o, binding.MsgPack) // want "untrusteddecode"
	c.ShouldBindWith(&o, binding.JSON)
	c.ShouldBindJSON(&o)
	c.BindJSON(&o)
	c.ShouldBindQuery(&o)
}

func body(c *gin.Context) {
	var o order
	gob.NewDecoder(c.Request.Body).Decode(&o) // want "untrusteddecode"
	b, err := c.GetRawData()
	if err != nil {
		return
	}
	gob.NewDecoder(bytes.NewReader(b)).Decode(&o) // want "untrusteddecode"
}

func values(c *gin.Context) {
	var o order
	b, _ := base64.StdEncoding.DecodeString(c.Param("order"))
	gob.NewDecoder(bytes.NewReader(b)).Decode(&o)                          // want "untrusteddecode"
	gob.NewDecoder(strings.NewReader(c.Query("order"))).Decode(&o)         // want "untrusteddecode"
	gob.NewDecoder(strings.NewReader(c.PostForm("order"))).Decode(&o)      // want "untrusteddecode"
	gob.NewDecoder(strings.NewReader(c.GetHeader("X-Order"))).Decode(&o)   // want "untrusteddecode"
	gob.NewDecoder(strings.NewReader(c.Params.ByName("order"))).Decode(&o) // want "untrusteddecode"
	gob.NewDecoder(strings.NewReader(c.FullPath())).Decode(&o)
}

func middleware() gin.HandlerFunc {
	return func(c *gin.Context) {
		var o order
		gob.NewDecoder(c.Request.Body).Decode(&o) // want "untrusteddecode"
		c.Next()
	}
}
