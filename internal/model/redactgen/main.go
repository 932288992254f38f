// Command redactgen writes what the rules of names go by into package redact of the bundled library, which imports nothing
// of this module: run it by "go generate ./internal/model".
package main

import (
	"log"
	"os"

	"github.com/unsafedecode/unsafedecode/internal/model/redactgen/render"
)

func main() {
	log.SetFlags(0)
	text, err := render.Words()
	if err == nil {
		err = os.WriteFile("../../"+render.File, text, 0o644)
	}
	if err != nil {
		log.Fatal(err)
	}
}
