package flows

import (
	"bytes"
	"encoding/gob"
	"github.com/labstack/echo/v5"
)

func read(c *echo.Context) error {
	var v any
	if err := gob.NewDecoder(bytes.NewBufferString(c.Path())).Decode(&v); err != nil { // the route, as the program wrote it
		return err
	}
	_ = gob.NewDecoder(bytes.NewBufferString(c.QueryParam("cart"))).Decode(&v) // want
	return gob.NewDecoder(c.Request().Body).Decode(&v)                         // want
}
