package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/unsafedecode/unsafedecode/internal/rule"
)

func (c *command) list(rules []*rule.Rule) int {
	w := tabwriter.NewWriter(c.stdout, 0, 8, 2, ' ', 0)
	for _, r := range rules {
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

func (c *command) explain(rules []*rule.Rule, name string) int {
	r, err := find(rules, name)
	if err != nil {
		return c.fail(err)
	}
	fmt.Fprintf(c.stdout, "%s: %s\n%s\n", r.Name, r.Doc(), r.URL())
	return statusClean
}
