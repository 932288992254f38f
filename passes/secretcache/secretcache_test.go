package secretcache_test

import (
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/rule/ruletest"
	"github.com/unsafedecode/unsafedecode/passes/secretcache"
)

func Test(t *testing.T) {
	ruletest.Run(t, "../..", secretcache.Analyzer)
}
