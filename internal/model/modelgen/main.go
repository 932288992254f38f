// Command modelgen compiles the models of internal/model/data; run it by `go generate ./internal/model`.
//
// It knows where the files are. It must not know what is in them.
package main

import (
	"log"
	"os"

	"github.com/unsafedecode/unsafedecode/internal/model"
)

func main() {
	log.SetFlags(0)
	files, err := model.ReadAll(os.DirFS("data"))
	if err != nil {
		log.Fatal(err)
	}
	source, err := model.Compile(files)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("models_gen.go", source, 0o644); err != nil {
		log.Fatal(err)
	}
}
