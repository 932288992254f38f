package main

import (
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/rule"
)

// settings are the options as flags of the vet tool, and the environment that goes with them. An error is one of the
// configuration file.
func (o *options) settings() (flags, env []string, err error) {
	set := func(name string) { flags = append(flags, "-"+config.Analyzer.Name+"."+name) }
	// The order is fixed, since vet's cache goes by it.
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
	flags = append(flags, "-"+rule.Directives.Name+".keepexpiring")
	return flags, env, nil
}
