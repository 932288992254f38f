package analyzer

import "github.com/unsafedecode/unsafedecode/internal/config"

// Analyzer is the one whose flags are the settings. Every rule requires it; it reports nothing. It has this name for nogo,
// which sets the flags of those analyzers only that packages export by it.
var Analyzer = config.Analyzer

// Covers reports whether a package of this path is modelled as more than a way that values take: whether an analysis can
// begin or end there. A package that imports none such, directly or not, has nothing to report.
func Covers(importPath string) bool {
	settings, err := config.Current()
	return err != nil || settings.Models.Covers(importPath)
}

// ConfigHash identifies the settings that no flag holds. The error is one of the settings file, with its line.
func ConfigHash() (string, error) { return config.Hash() }

// Set sets one of the settings that are flags: config, rules, strict, tests, exclude, threat-model, signedcodec-path. An
// empty value is the default. What it is checked for, if it is no switch, is Check's affair.
func Set(name, value string) error { return config.Analyzer.Flags.Set(name, value) }

// Check returns what is wrong with the settings for the working folder, those of flags included.
func Check() error {
	_, err := config.Current()
	return err
}
