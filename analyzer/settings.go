package analyzer

import "github.com/unsafedecode/unsafedecode/internal/config"

// Analyzer is the analyzer whose flags are the settings. Every rule requires it; it reports nothing. Its name is
// Analyzer because nogo sets flags only of analyzers that packages export under this name.
var Analyzer = config.Analyzer

// Covers reports whether the models of a package say more than how values pass through it, so that a flow can begin or
// end there. A package that does not import such a package, directly or indirectly, has no findings.
func Covers(importPath string) bool {
	settings, err := config.Current()
	return err != nil || settings.Models.Covers(importPath)
}

// ConfigHash identifies the settings that no flag holds. An error is one in the settings file, with its line.
func ConfigHash() (string, error) { return config.Hash() }

// Set sets a setting that is a flag: config, rules, strict, tests, generated, exclude, threat-model or signedcodec-path. An
// empty value means the default. Only Boolean values are checked here; Check checks the others.
func Set(name, value string) error { return config.Analyzer.Flags.Set(name, value) }

// Check returns an error if the settings for the working directory, including flags, are invalid.
func Check() error {
	_, err := config.Current()
	return err
}
