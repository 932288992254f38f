package flows

import (
	"encoding/gob"
	"strings"

	"gopkg.in/macaron.v1"
)

func read(c *macaron.Context) {
	var v any
	_ = gob.NewDecoder(c.Req.Body().ReadCloser()).Decode(&v)              // want
	_ = gob.NewDecoder(strings.NewReader(c.Query("cart"))).Decode(&v)     // want
	_ = gob.NewDecoder(strings.NewReader(c.GetCookie("cart"))).Decode(&v) // want
	_ = gob.NewDecoder(c.Req.Request.Body).Decode(&v)                     // want
	if sealed, ok := c.GetSecureCookie("cart"); ok {
		_ = gob.NewDecoder(strings.NewReader(sealed)).Decode(&v)
	}
}
