package main

import (
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"

	"github.com/unsafedecode/unsafedecode/analyzer"
)

// version is the module's version, or what the build knows of its revision.
func version() string { return analyzer.Version() }

// released reports whether this program is a tagged version, so that the modules beside it can be downloaded.
func released() bool {
	v := version()
	return semver.IsValid(v) && semver.Build(v) == "" && !module.IsPseudoVersion(v)
}
