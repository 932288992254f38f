// Package limits has limits so high that they bound nothing.
package limits

import (
	"io"
	"math"
	"net/http"

	"github.com/gofiber/fiber/v2"
)

func max(w http.ResponseWriter, r *http.Request) {
	io.ReadAll(http.MaxBytesReader(w, r.Body, math.MaxInt64)) // want "unboundeddecode: io.ReadAll reads the body of an HTTP request with no bound"
	io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
}

func assigned(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<62)
	io.ReadAll(r.Body) // want "unboundeddecode: io.ReadAll reads the body of an HTTP request with no bound"
}

func limited(r *http.Request) {
	io.ReadAll(io.LimitReader(r.Body, math.MaxInt64)) // want "unboundeddecode: io.ReadAll reads the body of an HTTP request with no bound"
	io.ReadAll(io.LimitReader(r.Body, 1<<20))
}

// A limit that is known when the program runs is one.
func configured(w http.ResponseWriter, r *http.Request, limit int64) {
	io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
}

const large = 2 << 30

func servers() {
	fiber.New()
	fiber.New(fiber.Config{AppName: "shop", BodyLimit: 16 << 20})
	fiber.New(fiber.Config{AppName: "shop", BodyLimit: large}) // want "unboundeddecode: fiber.New allows so much that it bounds nothing"

	settings := fiber.Config{AppName: "shop"}
	settings.BodyLimit = math.MaxInt
	fiber.New(settings) // want "unboundeddecode: fiber.New allows so much"
}
