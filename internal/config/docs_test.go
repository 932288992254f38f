package config

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What the documentation shows is read without a complaint.
func TestDocumentedSettingsAreRead(t *testing.T) {
	page, err := os.ReadFile("../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllSubmatch(page, -1)
	if len(blocks) < 3 {
		t.Fatalf("found %d examples", len(blocks))
	}
	for _, block := range blocks {
		if _, err := parse("docs/configuration.md", block[1]); err != nil {
			t.Error(err)
		}
	}
}

// The documentation lists the kinds that a misspelt one is compared with.
func TestDocumentedKindsAreKnown(t *testing.T) {
	page, err := os.ReadFile("../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	for table, known := range map[string][]string{"| source kind |": sourceKinds, "| sink kind |": sinkKinds} {
		_, rest, _ := strings.Cut(string(page), table)
		rest, _, _ = strings.Cut(rest, "\n\n")
		var listed []string
		for row := range strings.Lines(rest) {
			if cells := strings.Split(row, "|"); strings.HasPrefix(row, "| `") {
				for _, kind := range regexp.MustCompile("`([a-z-]+)`").FindAllStringSubmatch(cells[1], -1) {
					listed = append(listed, kind[1])
				}
			}
		}
		if !slices.Equal(listed, known) {
			t.Errorf("%s lists %q in docs/configuration.md, and %q are known", table, listed, known)
		}
	}
}
