package hook_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/unsafedecode/unsafedecode/internal/hook"
)

// What other packages are told is the same each time.
func TestFacts(t *testing.T) {
	testdata, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		t.Run(fmt.Sprint(i), func(t *testing.T) { analysistest.Run(t, testdata, hook.Analyzer, "hooks/facts") })
	}
}
