package decodehook_test

import (
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/rule/ruletest"
	"github.com/unsafedecode/unsafedecode/passes/decodehook"
)

func Test(t *testing.T) {
	ruletest.Run(t, "../..", decodehook.Analyzer)
}
