package main

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/model"
)

// introduction is what the page says before the list: how to add a model.
//
//go:embed introduction.md
var introduction string

// unmodelled ends the page: much used libraries that need no model.
//
//go:embed unmodelled.md
var unmodelled string

// page is docs/models.md: what is modelled, by group.
func page(files []*model.File) string {
	groups := map[string][]string{}
	for _, f := range files {
		for _, p := range f.Paths {
			if p != "shapes" {
				groups[f.Group] = append(groups[f.Group], row(f, p))
			}
		}
	}
	var b strings.Builder
	b.WriteString("<!-- Made from internal/model/data by go generate ./internal/model. Do not edit. -->\n\n")
	b.WriteString(introduction)
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		if name == "any package" {
			continue
		}
		slices.Sort(groups[name])
		fmt.Fprintf(&b, "\n## %s\n\n| import path | what it is | sources | sinks | clears | from |\n|---|---|---|---|---|---|\n", title(name))
		b.WriteString(strings.Join(groups[name], ""))
	}
	b.WriteString(unmodelled)
	return b.String()
}

func title(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func row(f *model.File, path string) string {
	var sources, sinks, clears []string
	add := func(to *[]string, kinds ...string) {
		for _, k := range kinds {
			if !slices.Contains(*to, k) {
				*to = append(*to, k)
			}
		}
	}
	for _, e := range f.Entries {
		for _, s := range e.Roles.Sources {
			add(&sources, s.Kind)
		}
		for _, s := range e.Roles.Sinks {
			add(&sinks, s.Kind)
		}
		for _, s := range e.Roles.Sanitizers {
			add(&clears, s.Kinds...)
		}
		for _, v := range e.Roles.Validators {
			add(&clears, v.Kinds...)
		}
		for _, m := range e.Roles.Propagators {
			add(&clears, m.Clears...)
		}
	}
	from := f.Oldest
	switch {
	case f.Public != "" && f.Oldest == "":
		from = "from public source"
	case f.Module == "":
		from = "std"
	case from == "":
		from = "newest"
	}
	list := func(kinds []string) string { slices.Sort(kinds); return strings.Join(kinds, ", ") }
	return fmt.Sprintf("| `%s` | %s | %s | %s | %s | %s |\n", path, f.About, list(sources), list(sinks), list(clears), from)
}
