package rule

import (
	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/config"
)

// settings are the part of the configuration that rules go by.
type settings struct {
	strict, tests, audit bool
	generated            bool

	runs      func(rule string, strict bool) bool
	excluded  func(rule, file string) bool
	distrusts func(kind string) bool
}

func settingsOf(pass *analysis.Pass) *settings {
	c := pass.ResultOf[config.Analyzer].(*config.Config)
	return &settings{
		strict:    c.Strict,
		tests:     c.Tests,
		audit:     c.Audit,
		generated: c.Generated,
		runs:      c.Runs,
		excluded:  c.Excluded,
		distrusts: c.Distrusts,
	}
}
