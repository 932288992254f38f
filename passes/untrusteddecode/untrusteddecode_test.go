package untrusteddecode_test

import (
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/rule/ruletest"
	"github.com/unsafedecode/unsafedecode/passes/untrusteddecode"
)

func Test(t *testing.T) {
	ruletest.Run(t, "../..", untrusteddecode.Analyzer)
}
