package decodetag_test

import (
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/rule/ruletest"
	"github.com/unsafedecode/unsafedecode/passes/decodetag"
)

func Test(t *testing.T) {
	ruletest.Run(t, "../..", decodetag.Analyzer)
}
