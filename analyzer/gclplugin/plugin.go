// Package gclplugin makes the suite a linter of golangci-lint, by its module plugin system: a golangci-lint that imports
// this package has the linter "unsafedecode". `unsafedecode golangci-lint` builds one.
//
// It knows what golangci-lint makes of diagnostics. It must not know a rule.
package gclplugin

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/analyzer"
	"github.com/unsafedecode/unsafedecode/internal/position"
)

func init() { register.Plugin("unsafedecode", New) }

// Settings is the content of linters.settings.custom.unsafedecode.settings. It takes precedence over .unsafedecode.yml,
// which is read as well. An unknown key is an error.
type Settings struct {
	Config          string   `json:"config"` // settings file, relative to the working directory
	Rules           []string `json:"rules"`  // to run, and no other
	Strict          bool     `json:"strict"`
	Tests           bool     `json:"tests"`
	Exclude         []string `json:"exclude"`
	ThreatModel     []string `json:"threat-model"`
	SignedCodecPath string   `json:"signedcodec-path"`
}

type plugin struct{}

// New applies the settings. It fails if they, or the settings file for the working directory, are invalid.
func New(raw any) (register.LinterPlugin, error) {
	s, err := register.DecodeSettings[Settings](raw)
	if err != nil {
		return nil, fmt.Errorf("linters.settings.custom.unsafedecode.settings: %w", err)
	}
	config := s.Config
	if config != "" {
		if config, err = filepath.Abs(config); err != nil {
			return nil, err
		}
	}
	for name, value := range map[string]string{
		"config":           config,
		"rules":            strings.Join(s.Rules, ","),
		"strict":           strconv.FormatBool(s.Strict),
		"tests":            strconv.FormatBool(s.Tests),
		"exclude":          strings.Join(s.Exclude, ","),
		"threat-model":     strings.Join(s.ThreatModel, ","),
		"signedcodec-path": s.SignedCodecPath,
		"generated":        "true", // golangci-lint leaves them out itself: linters.exclusions.generated
	} {
		if err := analyzer.Set(name, value); err != nil {
			return nil, fmt.Errorf("linters.settings.custom.unsafedecode.settings: %s: %w", name, err)
		}
	}
	if err := analyzer.Check(); err != nil {
		return nil, err
	}
	return plugin{}, nil
}

func (plugin) GetLoadMode() string { return register.LoadModeTypesInfo }

func (plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) { return suite(), nil }

// suite is changed in place, since its analyzers require one another: a program that links this package runs it in no
// other way.
var suite = sync.OnceValue(func() []*analysis.Analyzer {
	all := analyzer.Cached()
	for _, a := range all {
		run := a.Run
		a.Run = func(pass *analysis.Pass) (any, error) {
			report := pass.Report
			pass.Report = func(d analysis.Diagnostic) { report(suited(pass, d)) }
			return run(pass)
		}
	}
	return all
})

// suited makes of a diagnostic what golangci-lint shows well. It makes an issue of each related place, so the source
// goes into the message instead. It puts the analyzer's name before the message, where the message has the rule's name
// already. And of a fix it applies what lies in the diagnostic's file: a fix of several files would be applied by half.
func suited(pass *analysis.Pass, d analysis.Diagnostic) analysis.Diagnostic {
	d.Message = strings.TrimPrefix(d.Message, pass.Analyzer.Name+": ")
	if len(d.Related) > 0 {
		source := d.Related[0]
		p := position.Of(pass.Fset, source.Pos)
		d.Message += fmt.Sprintf("; the source is at %s:%d: %s", filepath.Base(p.Filename), p.Line, source.Message)
		d.Related = nil
	}
	file := pass.Fset.File(d.Pos)
	d.SuggestedFixes = slices.DeleteFunc(slices.Clone(d.SuggestedFixes), func(f analysis.SuggestedFix) bool {
		return slices.ContainsFunc(f.TextEdits, func(e analysis.TextEdit) bool { return pass.Fset.File(e.Pos) != file })
	})
	return d
}
