package rule

import (
	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/model"
)

// Models returns what the settings of a package say about libraries, words and names, for the Find and Audit of a rule.
func Models(pass *analysis.Pass) *model.Set {
	return pass.ResultOf[config.Analyzer].(*config.Config).Models
}

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
