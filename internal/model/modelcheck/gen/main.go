// Command gen writes imports.go; run it in the folder of the module by `go run ./gen`, and `go mod tidy` after it.
package main

import (
	"log"
	"os"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/model/modelcheck"
)

func main() {
	log.SetFlags(0)
	files, err := model.ReadAll(os.DirFS("../data"))
	if err != nil {
		log.Fatal(err)
	}
	source, err := modelcheck.Imports(files)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("imports.go", source, 0o644); err != nil {
		log.Fatal(err)
	}
}
