package render

import (
	"os"
	"testing"
)

func TestWordsAreFresh(t *testing.T) {
	want, err := Words()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../../../" + File)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s is stale; run: go generate ./internal/model", File)
	}
}
