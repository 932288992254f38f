// Package config reads the settings: the file .unsafedecode.yml and the analyzers' flags that say the same.
//
// It knows what can be set and checks it strictly. It must not know what a rule or the engine does with it.
package config

import (
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/model"
)

// A Config is the effective configuration of a run.
type Config struct {
	Models *model.Set
}

// Analyzer hands the configuration to the other analyzers; its flags are those of the suite.
var Analyzer = &analysis.Analyzer{
	Name:       "unsafedecodeconfig",
	Doc:        "read the configuration of unsafedecode (reports nothing)",
	URL:        "https://github.com/unsafedecode/unsafedecode",
	Run:        func(pass *analysis.Pass) (any, error) { return &Config{Models: model.NewSet()}, nil },
	ResultType: reflect.TypeFor[*Config](),
}
