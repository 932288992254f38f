// Package echo registers handlers on Echo's routers.
package echo

import (
	"io"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

func all() {
	e := echo.New()
	e.Use(middleware.Recover(), middleware.BodyLimit("2M"))
	e.POST("/x", bounded)
}

func bounded(c echo.Context) error {
	_, err := io.ReadAll(c.Request().Body)
	return err
}

func groups() {
	e := echo.New()
	small := e.Group("/small", middleware.BodyLimit("2M"))
	small.POST("/x", onSmall)
	large := e.Group("/large")
	large.POST("/x", onLarge)
	e.POST("/one", one, middleware.BodyLimit("2M"))
}

func onSmall(c echo.Context) error {
	_, err := io.ReadAll(c.Request().Body)
	return err
}

func onLarge(c echo.Context) error {
	_, err := io.ReadAll(c.Request().Body) // want "unboundeddecode"
	return err
}

func one(c echo.Context) error {
	_, err := io.ReadAll(c.Request().Body)
	return err
}
