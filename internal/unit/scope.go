package unit

import (
	"bytes"
	"fmt"
	"go/build"
	"os"
	"slices"
	"strings"
)

// The go command keeps what a unit prints under a key that does not say whether it asked for diagnostics or, with VetxOnly, for facts
// alone (cmd/go/internal/work.(*Builder).vet in Go 1.26). So what a unit prints must not depend on that: otherwise a package that was
// first analyzed as a dependency would be silent for good.

// A scope says which dependencies print their diagnostics, too. It is a flag, so it is part of the key.
type scope string

const scopeFlag = "dependencies"

const (
	// scopeVet is go vet without the command. Dependencies of the module print unless they have tests: then the unit that go vet asks for
	// is another one, with the test files, and would print the same again.
	scopeVet scope = ""
	// scopeModule: all dependencies in modules that are worked on. The command drops what was not asked for.
	scopeModule scope = "module"
	// scopeAll: all dependencies but the standard library. The command takes it when it is asked for packages of other modules.
	scopeAll scope = "all"
)

func (s *scope) String() string { return string(*s) }

func (s *scope) Set(text string) error {
	if !slices.Contains([]scope{scopeVet, scopeModule, scopeAll}, scope(text)) {
		return fmt.Errorf("want %s or %s", scopeModule, scopeAll)
	}
	*s = scope(text)
	return nil
}

// reports tells whether the unit prints diagnostics.
func (d *description) reports(s scope) bool {
	switch {
	case !d.VetxOnly:
		return true
	case d.standard() || d.ID != d.ImportPath || strings.Contains(d.ID, " ["): // the last: as another package's tests see it
		return false
	case s == scopeAll:
		return true
	case d.ModulePath == "" && strings.Contains(d.ImportPath, "/vendor/") || d.ModuleVersion != "":
		return false
	}
	return s == scopeModule || !d.hasTests()
}

// hasTests reports whether the package's folder has a test file of the package itself that belongs to a build without tags.
func (d *description) hasTests() bool {
	entries, err := os.ReadDir(d.Dir)
	if err != nil {
		return false
	}
	context := build.Default
	context.GOARCH = architecture()
	if goos := os.Getenv("GOOS"); goos != "" {
		context.GOOS = goos
	}
	if !slices.ContainsFunc(entries, func(e os.DirEntry) bool { return strings.HasSuffix(e.Name(), "_test.go") }) {
		return false
	}
	p, _ := context.ImportDir(d.Dir, 0) // an error, as of a file that does not parse, leaves what could be read
	return p != nil && len(p.TestGoFiles) > 0
}

// hasDirective reports whether a file may hold a comment for this tool, which may be malformed or suppress nothing.
func (d *description) hasDirective() bool {
	return slices.ContainsFunc(d.GoFiles, func(name string) bool {
		data, err := os.ReadFile(name)
		return err != nil || bytes.Contains(data, []byte("unsafedecode:"))
	})
}
