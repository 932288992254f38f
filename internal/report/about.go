package report

import (
	"fmt"
	"strings"
	"time"
)

// An About says when and of what a report was made, for readers who did not make it.
type About struct {
	Date     time.Time
	Patterns []string // that were asked for
	Modules  []string // that they belong to
	Commit   string   // of the working tree; empty without a repository
	Changed  bool     // the working tree differs from the commit
}

// A fact is a line in the head of a page.
type fact struct{ Name, Value string }

// facts are what the head of a page says of a run.
func (r *Report) facts(version string) (all []fact) {
	add := func(name, value string) {
		if value != "" {
			all = append(all, fact{name, value})
		}
	}
	if !r.About.Date.IsZero() {
		add("Date", r.About.Date.Format("2006-01-02 15:04 MST"))
	}
	add("Module", strings.Join(r.About.Modules, ", "))
	commit := r.About.Commit
	if r.About.Changed {
		commit += " with changes"
	}
	add("Commit", commit)
	analyzed := plural(len(r.Analyzed), "package")
	if len(r.About.Patterns) > 0 {
		analyzed += " of " + strings.Join(r.About.Patterns, " ")
	}
	add("Analyzed", analyzed)
	if len(r.Left) > 0 {
		add("Not analyzed", strings.Join(r.Left, ", "))
	}
	var left []string
	if r.Suppressed > 0 {
		left = append(left, fmt.Sprintf("%d suppressed by comments", r.Suppressed))
	}
	if r.Known > 0 {
		left = append(left, fmt.Sprintf("%d in the baseline", r.Known))
	}
	if r.Generated > 0 {
		left = append(left, fmt.Sprintf("%d in generated files", r.Generated))
	}
	add("Left out", strings.Join(left, ", "))
	add("Tool", "unsafedecode "+version)
	return all
}
