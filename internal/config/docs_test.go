package config

import (
	"os"
	"regexp"
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
