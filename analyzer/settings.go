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

// Set sets a setting that is a flag: config, rules, strict, tests, generated, exclude, threat-model or signedcodec-path. An
// empty value means the default. Only Boolean values are checked here; Check checks the others.
func Set(name, value string) error { return config.Analyzer.Flags.Set(name, value) }

// Check returns an error if the settings for the working directory, including flags, are invalid.
func Check() error {
	_, err := config.Current()
	return err
}
