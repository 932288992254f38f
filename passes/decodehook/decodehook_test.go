package decodehook_test

import (
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/unsafedecode/unsafedecode/internal/rule/ruletest"
	"github.com/unsafedecode/unsafedecode/passes/decodehook"
)

func Test(t *testing.T) {
	ruletest.Run(t, "../..", decodehook.Analyzer)
}

// Flags set themselves by their own methods: that matters where the command line is distrusted.
func TestFlags(t *testing.T) {
	testdata, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	ruletest.Set(t, "threat-model", "local")
	analysistest.Run(t, testdata, decodehook.Analyzer, "hooks/flags")
}
