package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/unsafedecode/unsafedecode/internal/config"
)

// A moduleDir is a module below the working directory.
type moduleDir struct{ path, dir string }

// modulesBelow lists the modules in a directory and below, without those that the go command would ignore.
func modulesBelow(root string) (all []moduleDir, err error) {
	err = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != root && ignoredDir(d.Name()):
			return filepath.SkipDir
		case d.Name() != "go.mod" || d.IsDir():
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		all = append(all, moduleDir{modfile.ModulePath(data), filepath.Dir(name)})
		return nil
	})
	return all, err
}

func ignoredDir(name string) bool {
	return name == "vendor" || name == "testdata" || name == "node_modules" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")
}

// everyModule are the options for a run in each module.
func (o *options) everyModule(wd string) (runs []*options, err error) {
	all, err := modulesBelow(wd)
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("-all-modules: there is no go.mod in %s or below", wd)
	}
	for _, m := range all {
		own := o.inModule(m)
		own.workingDir = wd
		runs = append(runs, own)
	}
	return runs, err
}

// inModule are the options for a run in one of several modules. One that the workspace does not use is analyzed without it.
func (o *options) inModule(m moduleDir) *options {
	own := *o
	own.dir = m.dir
	own.withoutWorkspace = !config.Uses(m.dir)
	return &own
}

// environment is that of the go command; nil for this program's.
func (o *options) environment() []string {
	if !o.withoutWorkspace {
		return nil
	}
	return append(os.Environ(), "GOWORK=off")
}

// below is a file as the working directory has it that a go command named in the directory of its module.
func (o *options) below(file string) string {
	rel, err := filepath.Rel(o.workingDir, o.dir)
	if o.dir == "" || err != nil || filepath.IsAbs(file) {
		return file
	}
	return filepath.Join(rel, file)
}

// withHint adds to a problem which modules could have been meant.
func withHint(problem string) string {
	if strings.Contains(problem, "go.mod file not found") || strings.Contains(problem, "modules listed in go.work") {
		return problem + nestedHint()
	}
	return problem
}

// nestedHint says which modules could have been meant where the patterns match none.
func nestedHint() string {
	wd, err := os.Getwd()
	if err != nil {
		return ""
	}
	all, err := modulesBelow(wd)
	if err != nil || len(all) == 0 {
		return ""
	}
	var names []string
	for _, m := range all {
		if rel, err := filepath.Rel(wd, m.dir); err == nil && rel != "." {
			names = append(names, "./"+filepath.ToSlash(rel))
		}
	}
	if names == nil {
		return ""
	}
	return fmt.Sprintf("; modules below: %s: run in one of them, or with -all-modules", some(names))
}

func (o *options) belowPos(pos string) string {
	if pos == "" {
		return ""
	}
	return o.below(pos)
}
