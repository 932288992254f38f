package flows

import (
	"bytes"
	"encoding/gob"
	"github.com/gofiber/fiber/v2"
)

func read(c *fiber.Ctx) error {
	var v any
	_ = gob.NewDecoder(bytes.NewBufferString(c.Method())).Decode(&v)
	return gob.NewDecoder(bytes.NewReader(c.Body())).Decode(&v) // want
}
