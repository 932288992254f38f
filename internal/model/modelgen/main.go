// Command modelgen compiles the models of internal/model/data and lists them in docs/models.md; run it by `go generate ./internal/model`.
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
	words, err := model.ReadVocabulary(os.DirFS("data"))
	if err != nil {
		log.Fatal(err)
	}
	source, err := model.Compile(files, words)
	if err != nil {
		log.Fatal(err)
	}
	for name, text := range map[string][]byte{"models_gen.go": source, "../../docs/models.md": []byte(page(files) + wordTable(words))} {
		if err := os.WriteFile(name, text, 0o644); err != nil {
			log.Fatal(err)
		}
	}
}
