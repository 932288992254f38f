package analyzer

import "github.com/unsafedecode/unsafedecode/internal/config"

// Covers reports whether a package of this path is modelled as more than a way that values take: whether an analysis can
// begin or end there. A package that imports none such, directly or not, has nothing to report.
func Covers(importPath string) bool {
	settings, err := config.Current()
	return err != nil || settings.Models.Covers(importPath)
}

// ConfigHash identifies the settings that no flag holds. The error is one of the settings file, with its line.
func ConfigHash() (string, error) { return config.Hash() }
