package main

import (
	"os"
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/model"
)

func TestPageIsCurrent(t *testing.T) {
	files, err := model.ReadAll(os.DirFS("../data"))
	if err != nil {
		t.Fatal(err)
	}
	words, err := model.ReadVocabulary(os.DirFS("../data"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../../docs/models.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != page(files)+wordTable(words) {
		t.Error("docs/models.md is stale: run go generate ./internal/model")
	}
}
