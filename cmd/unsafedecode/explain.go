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
			return c.fail(fmt.Errorf("no models for %s: unsafedecode -models lists what is, docs/models.md says how to add a model", path))
		}
		fmt.Fprint(c.stdout, text)
	}
	return statusClean
}

// explain prints the documentation of an ID that a report has: a rule, a variant ("signingkey/fallback"), or the tool's own.
func (c *command) explain(rules []*rule.Rule, id string) int {
	if id == rule.Watch {
		fmt.Fprint(c.stdout, ownDoc)
		return statusClean
	}
	name, variant, isVariant := strings.Cut(id, "/")
	r, err := find(rules, name)
	if err != nil {
		return c.fail(err)
	}
	if isVariant {
		v := r.Variant(variant)
		if v == nil {
			return c.fail(unknownVariant(r, variant))
		}
		fmt.Fprintf(c.stdout, "%s: %s\n\nA variant of %s. Severity %s, %s.\n\n", id, v.Title, r.Name, cmp.Or(v.Severity, r.Severity), strings.Join(r.CWENamesOf(v), ", "))
	}
	fmt.Fprintf(c.stdout, "%s: %s\n%s\n", r.Name, r.Doc(), r.URL())
	return statusClean
}

func unknownVariant(r *rule.Rule, name string) error {
	var names []string
	for _, v := range r.Variants {
		names = append(names, v.Name)
	}
	if names == nil {
		return fmt.Errorf("unknown variant %q: the rule %s has none", name, r.Name)
	}
	return fmt.Errorf("unknown variant %q: the variants of %s are %s", name, r.Name, strings.Join(names, ", "))
}

// ownDoc explains what the tool reports under its own name.
const ownDoc = rule.Watch + `: the tool's own findings

Reported under this name:

  - a comment //unsafedecode:ignore that names an unknown rule or gives no reason
  - one that suppresses nothing: take it out
  - one whose date is past: its findings are reported again
  - a function that could not be analyzed, which makes the run incomplete

` + rule.DocURL + `#suppression
`
