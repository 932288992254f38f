package main

import (
	"runtime"
	"runtime/debug"
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
