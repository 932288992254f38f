package main

import (
	"runtime"
	"runtime/debug"

	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
)

// version is the module's version, or what the build knows of its revision.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}

// versionText is what -version prints.
func versionText() string {
	return "unsafedecode " + version() + " built with " + runtime.Version() + " for " + runtime.GOOS + "/" + runtime.GOARCH
}

// released reports whether this program is a tagged version, so that the modules beside it can be downloaded.
func released() bool {
	v := version()
	return semver.IsValid(v) && semver.Build(v) == "" && !module.IsPseudoVersion(v)
}
