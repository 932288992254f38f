package unit

import (
	"encoding/json"
	"fmt"
	"os"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/std"
)

// A description is what the go command says of a unit. Fields that are not used here are left out.
type description struct {
	ID            string // "fmt [fmt.test]"
	Dir           string // of the package
	ImportPath    string
	GoVersion     string
	GoFiles       []string
	NonGoFiles    []string
	IgnoredFiles  []string
	ModulePath    string
	ModuleVersion string
	Module        *analysis.Module  // only from go 1.27 on
	ImportMap     map[string]string // path in the source -> package path
	PackageFile   map[string]string // package path -> file with export data
	PackageVetx   map[string]string // package path -> file with facts
	VetxOnly      bool              // a dependency: go vet wants its facts only, but see reports
	VetxOutput    string            // where the facts go
	Stdout        string            // where the diagnostics go; empty for standard output
}

func readDescription(file string) (*description, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	d := new(description)
	if err := json.Unmarshal(data, d); err != nil {
		return nil, fmt.Errorf("%s: not the description of a package that go vet writes: %v", file, err)
	}
	if len(d.GoFiles) == 0 {
		return nil, fmt.Errorf("%s: package %s has no files", file, d.ImportPath)
	}
	return d, nil
}

// hasExportData reports whether the go command hands over export data of the imports, as it does up to go 1.26. Later
// ones name the module in a field of its own instead.
func (d *description) hasExportData() bool {
	return d.Module == nil
}

// standard reports whether the unit belongs to the standard library, its vendored packages included.
func (d *description) standard() bool { return std.Has(d.ImportPath, d.ModulePath) }

// idle reports whether the unit is a dependency that has neither a fact nor a diagnostic: it belongs to the standard library, which
// is described by models, or it imports no package that covers accepts and none that has facts of its own.
func (d *description) idle(covers func(importPath string) bool) bool {
	if !d.VetxOnly {
		return false
	}
	if d.standard() {
		return true
	}
	if d.hasDirective() {
		return false
	}
	for _, path := range d.ImportMap {
		if covers(path) {
			return false
		}
	}
	for _, file := range d.PackageVetx {
		info, err := os.Stat(file)
		if err != nil || info.Size() > 0 {
			return false
		}
	}
	return !covers(d.ImportPath)
}

func (d *description) module() *analysis.Module {
	if d.ModulePath == "" {
		return nil
	}
	return &analysis.Module{Path: d.ModulePath, Version: d.ModuleVersion, GoVersion: d.GoVersion}
}
