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

// moduleRoot is the folder that patterns of flags are relative to where there is no settings file: the module's, since
// go vet runs its tool in the folder of each package. Where there is none, as under nogo, it is the working folder.
func moduleRoot(dir string) string {
	if flags.exclude == "" {
		return "."
	}
	dir, err := filepath.Abs(dir)
	for err == nil {
		if exists(filepath.Join(dir, "go.mod")) {
			return dir
		}
		if dir == filepath.Dir(dir) {
			break
		}
		dir = filepath.Dir(dir)
	}
	return "."
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}
