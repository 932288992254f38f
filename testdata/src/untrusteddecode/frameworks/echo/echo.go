// Package echo has handlers of the echo framework.
package echo

import (
	"encoding/gob"
	"strings"

	"github.com/labstack/echo/v4"
	"gopkg.in/yaml.v3"
)

type order struct{ ID string }

func body(c echo.Context) error {
	var o order
	if err := yaml.NewDecoder(c.Request().Body).Decode(&o); err != nil { // want "untrusteddecode"
		return err
	}
	return gob.NewDecoder(c.Request().Body).Decode(&o) // want "untrusteddecode"
}

func values(c echo.Context) error {
	var o order
	gob.NewDecoder(strings.NewReader(c.Param("order"))).Decode(&o)      // want "untrusteddecode"
	gob.NewDecoder(strings.NewReader(c.QueryParam("order"))).Decode(&o) // want "untrusteddecode"
	gob.NewDecoder(strings.NewReader(c.FormValue("order"))).Decode(&o)  // want "untrusteddecode"
	gob.NewDecoder(strings.NewReader(c.Path())).Decode(&o)
	return c.NoContent(204)
}

func uploaded(c echo.Context) error {
	fh, err := c.FormFile("order")
	if err != nil {
		return err
	}
	f, err := fh.Open()
	if err != nil {
		return err
	}
	var o order
	return gob.NewDecoder(f).Decode(&o) // want "untrusteddecode"
}

func routes(e *echo.Echo) {
	e.POST("/order", func(c echo.Context) error {
		var o order
		return gob.NewDecoder(c.Request().Body).Decode(&o) // want "untrusteddecode"
	})
}
