package unboundeddecode_test

import (
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/rule/ruletest"
	"github.com/unsafedecode/unsafedecode/passes/unboundeddecode"
)

func Test(t *testing.T) {
	ruletest.Run(t, "../..", unboundeddecode.Analyzer)
}
