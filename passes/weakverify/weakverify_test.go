package weakverify_test

import (
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/rule/ruletest"
	"github.com/unsafedecode/unsafedecode/passes/weakverify"
)

func Test(t *testing.T) {
	ruletest.Run(t, "../..", weakverify.Analyzer)
}
