package rule

import (
	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/config"
)

// settings are the part of the configuration that rules go by.
type settings struct {
	strict, tests, audit bool

	runs     func(rule string, strict bool) bool
	excluded func(rule, file string) bool
}

func settingsOf(pass *analysis.Pass) *settings {
	_ = pass.ResultOf[config.Analyzer].(*config.Config)
	return &settings{
		runs:     func(_ string, strict bool) bool { return !strict },
		excluded: func(string, string) bool { return false },
	}
}
