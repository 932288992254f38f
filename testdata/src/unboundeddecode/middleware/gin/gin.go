// Package gin registers handlers on gin's routers.
package gin

import (
	"io"
	"net/http"

	"github.com/gin-gonic/gin"

	"unboundeddecode/middleware/limits"
)

type order struct{ Item string }

func limitBody(n int64) gin.HandlerFunc {
	return func(c *gin.Context) {
		c.Request.Body = http.MaxBytesReader(nil, c.Request.Body, n)
		c.Next()
	}
}

func all() {
	r := gin.New()
	r.Use(limitBody(1 << 20))
	r.POST("/x", bounded)
	r.Group("/api").POST("/y", below)
}

func bounded(c *gin.Context) {
	var o order
	c.BindXML(&o)
}

func below(c *gin.Context) { io.ReadAll(c.Request.Body) }

func groups() {
	r := gin.New()
	small := r.Group("/small", limits.Gin)
	small.POST("/x", onSmall)
	large := r.Group("/large")
	large.POST("/x", onLarge)
	r.POST("/one", limits.Gin, one)
}

func onSmall(c *gin.Context) {
	var o order
	c.BindYAML(&o)
}

func onLarge(c *gin.Context) {
	var o order
	c.BindYAML(&o) // want "unboundeddecode: YAML of gin decodes the body"
	c.GetRawData() // want "unboundeddecode: GetRawData of gin reads the body"
}

func one(c *gin.Context) { io.ReadAll(c.Request.Body) }
