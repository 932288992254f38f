package link

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
)

var golangciLint = program{
	name:   "golangci-lint",
	module: "github.com/golangci/golangci-lint/v2",
	pkg:    ".",
	lay:    layGolangciLint,
	// golangci-lint's cache goes by its version, and by the executable's content where that is no release. A program with
	// the name of a release would keep results across a change of the suite.
	flags: []string{"-ldflags=-s -w -X main.version=(devel)"},
}

const golangciPlugin = `package main

import _ "` + suiteModule + `/analyzer/gclplugin"
`

// layGolangciLint writes a module of its own that has golangci-lint's command and its versions of the dependencies.
func layGolangciLint(b *build) error {
	sources, err := filepath.Glob(filepath.Join(b.module.Dir, "cmd", "golangci-lint", "*.go"))
	if err != nil {
		return err
	}
	if len(sources) == 0 {
		return fmt.Errorf("%s %s has no cmd/golangci-lint", b.module.Path, b.module.Version)
	}
	for _, source := range sources {
		data, err := os.ReadFile(source)
		if err != nil {
			return err
		}
		if err := b.write(filepath.Base(source), data); err != nil {
			return err
		}
	}
	if err := b.write("unsafedecode.go", []byte(golangciPlugin)); err != nil {
		return err
	}
	if err := b.writeVersion(); err != nil {
		return err
	}
	mod, err := os.ReadFile(filepath.Join(b.module.Dir, "go.mod"))
	if err != nil {
		return err
	}
	sum, err := os.ReadFile(filepath.Join(b.module.Dir, "go.sum"))
	if err != nil {
		return err
	}
	sum = fmt.Appendf(sum, "%[1]s %[2]s %[3]s\n%[1]s %[2]s/go.mod %[4]s\n", b.module.Path, b.module.Version, b.module.Sum, b.module.GoModSum)
	mod = bytes.Replace(mod, []byte("module "+b.module.Path), []byte("module example.com/golangci-lint"), 1)
	if err := b.write("go.mod", mod); err != nil {
		return err
	}
	if err := b.write("go.sum", sum); err != nil {
		return err
	}
	_, err = b.run("mod", "edit", "-require="+b.module.Path+"@"+b.module.Version)
	return err
}
