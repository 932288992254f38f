package unverifiedtoken_test

import (
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/rule/ruletest"
	"github.com/unsafedecode/unsafedecode/passes/unverifiedtoken"
)

func Test(t *testing.T) {
	ruletest.Run(t, "../..", unverifiedtoken.Analyzer)
}
