package config

import (
	"os"
	"path/filepath"
	"strings"
)

// FileName is the name of a settings file.
const FileName = ".unsafedecode.yml"

// Env is the environment variable that names the settings file where no flag does. A vet tool is asked for its version
// without flags, and the answer has to depend on the settings.
const Env = "UNSAFEDECODE_CONFIG"

// find looks for a settings file in a folder and those above, up to the root of the module; empty if there is none.
//
// A folder of the module cache has none: a dependency's settings are its own affair.
func find(dir string) string {
	dir, err := filepath.Abs(dir)
	if err != nil || strings.Contains(filepath.ToSlash(dir), "@v") {
		return ""
	}
	for {
		name := filepath.Join(dir, FileName)
		if info, err := os.Stat(name); err == nil && !info.IsDir() {
			return name
		}
		parent := filepath.Dir(dir)
		if parent == dir || exists(filepath.Join(dir, "go.mod")) {
			return ""
		}
		dir = parent
	}
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}
