package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/unsafedecode/unsafedecode/analyzer"
)

func (c *command) list() int {
	w := tabwriter.NewWriter(c.stdout, 0, 8, 2, ' ', 0)
	for _, r := range analyzer.Rules() {
		state := "default"
		if r.Strict {
			state = "strict"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", r.Name, r.Severity, strings.Join(r.CWENames(), ","), state, r.Title)
	}
	if err := w.Flush(); err != nil {
		return c.fail(err)
	}
	return statusClean
}

func (c *command) explain(name string) int {
	if err := checkRule(name); err != nil {
		return c.fail(err)
	}
	for _, r := range analyzer.Rules() {
		if r.Name == name {
			fmt.Fprintf(c.stdout, "%s: %s\n%s\n", r.Name, r.Doc(), r.URL())
		}
	}
	return statusClean
}
