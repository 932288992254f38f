package config

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
)

// FileName is the name of a settings file.
const FileName = ".unsafedecode.yml"

// Env is the environment variable that names the settings file where no flag does. A vet tool is asked for its version
// without flags, and the answer has to depend on the settings.
const Env = "UNSAFEDECODE_CONFIG"

// otherNames are what people call the file by mistake. One of them would be ignored without a word.
var otherNames = []string{".unsafedecode.yaml", "unsafedecode.yml", "unsafedecode.yaml"}

// find looks for a settings file in a directory and those above, up to the root of the module and, if the module is used by a
// workspace that it lies in, in the directory of go.work; empty if there is none.
//
// A directory of the module cache and a vendored package have none: a dependency's settings are its own affair.
func find(dir string) string {
	dir, err := filepath.Abs(dir)
	if err != nil || ofDependency(dir) {
		return ""
	}
	for {
		if name := fileIn(dir); name != "" {
			return name
		}
		parent := filepath.Dir(dir)
		switch {
		case exists(filepath.Join(dir, "go.mod")):
			if work := workFile(dir); work != "" {
				return fileIn(filepath.Dir(work))
			}
			return ""
		case parent == dir:
			return ""
		}
		dir = parent
	}
}

// fileIn returns the settings file of a directory, also one of a wrong name, which is an error to read.
func fileIn(dir string) string {
	for _, name := range append([]string{FileName}, otherNames...) {
		name = filepath.Join(dir, name)
		if info, err := os.Stat(name); err == nil && !info.IsDir() {
			return name
		}
	}
	return ""
}

// misnamed returns an error if a settings file has a name that is not read.
func misnamed(name string) error {
	if slices.Contains(otherNames, filepath.Base(name)) {
		return fmt.Errorf("%s: not read: rename it to %s", shortName(name), FileName)
	}
	return nil
}

func ofDependency(dir string) bool {
	dir = filepath.ToSlash(dir) + "/"
	return strings.Contains(dir, "/vendor/") || strings.Contains(dir, "@v")
}

// workFile is the go.work that the go command uses in a directory; empty if there is none.
func workFile(dir string) string {
	switch file := os.Getenv("GOWORK"); file {
	case "":
	case "off":
		return ""
	default:
		return file
	}
	for {
		if file := filepath.Join(dir, "go.work"); exists(file) {
			return file
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// files are all settings files that packages of the modules worked on from a directory may have, in a fixed order: what is found
// depends on each of them, since packages depend on one another.
func files(dir string) (all []string) {
	for _, root := range roots(dir) {
		filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return nil // a directory that cannot be read has no packages
			case !d.IsDir():
				if n := d.Name(); n == FileName || slices.Contains(otherNames, n) {
					all = append(all, name)
				}
			case name != root && (d.Name() == ".git" || d.Name() == "node_modules" || ofDependency(name) || exists(filepath.Join(name, "go.mod"))):
				return filepath.SkipDir
			}
			return nil
		})
	}
	if own := find(dir); own != "" {
		all = append(all, own)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Uses reports whether the go command works on the module in a directory: false if there is a workspace around the
// module that does not use it.
func Uses(dir string) bool {
	return slices.Contains(roots(dir), dir)
}

// roots returns the root directories of the modules worked on. Outside of modules there are none: only the files above
// count.
func roots(dir string) (all []string) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil
	}
	if file := workFile(dir); file != "" {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil
		}
		work, err := modfile.ParseWork(file, data, nil)
		if err != nil {
			return nil // the go command says so
		}
		all = append(all, filepath.Dir(file))
		for _, use := range work.Use {
			root := filepath.FromSlash(use.Path)
			if !filepath.IsAbs(root) {
				root = filepath.Join(filepath.Dir(file), root)
			}
			all = append(all, root)
		}
		return all
	}
	for {
		if exists(filepath.Join(dir, "go.mod")) {
			return []string{dir}
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return nil
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
