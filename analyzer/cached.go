package analyzer

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/position"
	"github.com/unsafedecode/unsafedecode/internal/rule"
)

// Cached returns the suite for drivers that cache results by the names of analyzers, as golangci-lint and gopls do, and do
// not know the settings file: one more analyzer, and each that exports facts, has a name that changes with the file. Only
// programs that run the suite in no other way may use it. The names depend on the file for the working directory when
// Cached is first called.
func Cached() []*analysis.Analyzer { return cachedSuite() }

var cachedSuite = sync.OnceValue(func() []*analysis.Analyzer {
	suite := Suite()
	state := settingsState()
	seen := make(map[*analysis.Analyzer]bool)
	var rename func(*analysis.Analyzer)
	rename = func(a *analysis.Analyzer) {
		if seen[a] {
			return
		}
		seen[a] = true
		if len(a.FactTypes) > 0 {
			a.Name += state
		}
		for _, required := range a.Requires {
			rename(required)
		}
	}
	for _, a := range suite {
		rename(a)
	}
	return append(suite, guard(state))
})

// settingsState is a part of a name: it identifies the settings, those with a mistake, too.
func settingsState() string {
	hash, err := ConfigHash()
	if err != nil {
		sum := sha256.Sum256([]byte(err.Error()))
		hash = hex.EncodeToString(sum[:])
	}
	if hash == "" {
		return "_none"
	}
	return "_" + hash[:16]
}

// SettingsState identifies the content of the settings file for the packages of a directory; it is empty without a file.
// Drivers that run while a person edits the file use it. The file may be invalid.
func SettingsState(dir string) string {
	file := config.File(dir)
	if file == "" {
		return ""
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return err.Error()
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// guarded is the type of a fact that is never exported: it makes drivers run the guard on dependencies, too, and so
// makes their results go by its name.
type guarded struct{}

func (*guarded) AFact() {}

// guard reports a mistake in the settings at the package clause: these drivers show no error of an analyzer.
func guard(state string) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:      "unsafedecodesettings" + state,
		Doc:       "report mistakes in .unsafedecode.yml",
		URL:       rule.DocURL + "#suppression",
		FactTypes: []analysis.Fact{new(guarded)},
		Run: func(pass *analysis.Pass) (any, error) {
			if len(pass.Files) == 0 {
				return nil, nil
			}
			first := pass.Files[0]
			if err := config.Check(filepath.Dir(position.Of(pass.Fset, first.Package).Filename)); err != nil {
				pass.Report(analysis.Diagnostic{
					Pos: first.Name.Pos(), End: first.Name.End(),
					Message: fmt.Sprintf("%s: the settings: %v", rule.Watch, err),
				})
			}
			return nil, nil
		},
	}
}
