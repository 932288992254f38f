package unsigneddecode_test

import (
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/rule/ruletest"
	"github.com/unsafedecode/unsafedecode/passes/unsigneddecode"
)

func Test(t *testing.T) {
	ruletest.Run(t, "../..", unsigneddecode.Analyzer)
}
