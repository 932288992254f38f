package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/rule"
)

// settings reads the settings file that goes for the working folder, and names it in the environment for the vet tool:
// that is asked for its version without flags, and analyses dependencies in folders of their own. An error names the
// file's line.
func (o *options) settings() (*config.Config, error) {
	file := o.config
	if file == "" {
		file = config.File(".")
	}
	if file != "" {
		file, err := filepath.Abs(file)
		if err != nil {
			return nil, err
		}
		if err := os.Setenv(config.Env, file); err != nil {
			return nil, err
		}
	}
	c, err := config.Current()
	if err != nil {
		return nil, fmt.Errorf("settings: %w", err)
	}
	return c, nil
}

// buildFlags are the options as flags of the go command.
func (o *options) buildFlags() []string {
	if o.tags == "" {
		return nil
	}
	return []string{"-tags=" + o.tags}
}

// vetFlags are the options as flags of the vet tool. The order is fixed, since vet's cache goes by it.
func (o *options) vetFlags() (flags []string) {
	set := func(name string) { flags = append(flags, "-"+config.Analyzer.Name+"."+name) }
	for _, x := range []struct {
		name string
		on   bool
	}{{"strict", o.strict}, {"tests", o.tests}, {"audit", o.audit}} {
		if x.on {
			set(x.name)
		}
	}
	if o.rules != nil {
		set("rules=" + strings.Join(o.rules, ","))
	}
	set("undated")
	return append(flags, "-"+rule.Directives.Name+".keepexpiring")
}
