package unboundeddecode_test

import (
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/unsafedecode/unsafedecode/internal/rule/ruletest"
	"github.com/unsafedecode/unsafedecode/passes/unboundeddecode"
)

func Test(t *testing.T) {
	ruletest.Run(t, "../..", unboundeddecode.Analyzer)
}

// A library is not told to bound what its callers bound.
func TestLibrary(t *testing.T) {
	testdata, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	analysistest.Run(t, testdata, unboundeddecode.Analyzer, "github.com/gorilla/websocket")
}
