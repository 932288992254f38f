package main

import (
	"cmp"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/unsafedecode/unsafedecode/internal/model"
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
		for _, v := range r.Variants {
			state := "default"
			if v.Strict || r.Strict {
				state = "strict"
			}
			fmt.Fprintf(w, "  %s\t%s\t%s\t%s\t%s\n", v.Name, cmp.Or(v.Severity, r.Severity), strings.Join(r.CWENamesOf(v), ","), state, v.Title)
		}
	}
	if err := w.Flush(); err != nil {
		return c.fail(err)
	}
	return statusClean
}

// models prints what is modelled of some import paths; without one, the paths.
func (c *command) models(paths []string) int {
	if len(paths) == 0 {
		fmt.Fprintln(c.stdout, strings.Join(model.Paths(), "\n"))
		return statusClean
	}
	for _, path := range paths {
		text := model.Describe(path)
		if text == "" {
			return c.fail(fmt.Errorf("nothing is modelled of %s: unsafedecode -models lists what is, docs/models.md says how to add a model", path))
		}
		fmt.Fprint(c.stdout, text)
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
