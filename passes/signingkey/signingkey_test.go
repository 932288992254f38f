package signingkey_test

import (
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/rule/ruletest"
	"github.com/unsafedecode/unsafedecode/passes/signingkey"
)

func Test(t *testing.T) {
	ruletest.Run(t, "../..", signingkey.Analyzer)
}
