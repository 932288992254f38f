package main

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/model"
)

// vocabulary is what the page says before the lists of words and names.
//
//go:embed vocabulary.md
var vocabulary string

// wordTable lists the vocabulary, at the end of docs/models.md.
func wordTable(words []model.WordList) string {
	var b strings.Builder
	b.WriteString(vocabulary)
	for _, l := range words {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", l.Name, l.Of, l.About)
	}
	return b.String()
}
