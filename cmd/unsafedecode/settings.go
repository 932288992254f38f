package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/unsafedecode/unsafedecode/analyzer"
	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/rule"
)

// settings reads the settings files of the modules worked on, the one for the working directory first. A file that a flag names counts
// for all packages; it goes to the vet tool by the environment, since that is asked for its version without flags. An error is one of
// the file for the working directory: an error in another file is reported when a package needs it.
func (o *options) settings() (all []*config.Config, err error) {
	if o.config != "" {
		file, err := filepath.Abs(o.config)
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
	all = append(all, c)
	for _, file := range config.Files() {
		if c, err := config.In(file); err == nil {
			all = append(all, c)
		}
	}
	return all, nil
}

// rulesOf are the rules that are built in and those that any settings define.
func rulesOf(all []*config.Config) (rules []*rule.Rule) {
	for _, c := range all {
		for _, r := range analyzer.Rules(c) {
			if !slices.ContainsFunc(rules, func(o *rule.Rule) bool { return o.Name == r.Name }) {
				rules = append(rules, r)
			}
		}
	}
	return rules
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
	}{{"strict", o.strict}, {"tests", o.tests}, {"generated", o.generated}, {"audit", o.audit}, {"hooks", o.hooks}} {
		if x.on {
			set(x.name)
		}
	}
	if o.rules != nil {
		set("rules=" + strings.Join(o.rules, ","))
		set("checked")
	}
	set("undated")
	return append(flags, "-"+rule.Directives.Name+".keepexpiring", "-"+rule.Directives.Name+".offers")
}
