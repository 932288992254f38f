package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/unsafedecode/unsafedecode/internal/report"
	"github.com/unsafedecode/unsafedecode/internal/rule"
)

// A place is what -explain RULE may be asked about: a file and a line.
type place struct {
	file string
	line int
}

var placePattern = regexp.MustCompile(`^(.+\.go):(\d+)(:\d+)?$`)

// takePlace takes file:line from the arguments after -explain RULE: the file's package is analyzed for that rule alone.
func (o *options) takePlace(args []string) error {
	if o.explain == "" || len(args) == 0 {
		return nil
	}
	m := placePattern.FindStringSubmatch(args[0])
	if m == nil || len(args) > 1 {
		return fmt.Errorf("-explain RULE takes one place, file.go:line, and not %s", strings.Join(args, " "))
	}
	line, err := strconv.Atoi(m[2])
	if err != nil {
		return fmt.Errorf("%s: %v", args[0], err)
	}
	o.at = &place{filepath.Clean(m[1]), line}
	dir := filepath.Dir(o.at.file)
	if !filepath.IsAbs(dir) {
		dir = "." + string(filepath.Separator) + dir
	}
	o.explain, _, _ = strings.Cut(o.explain, "/")
	o.packages, o.rules = []string{dir}, []string{o.explain}
	return nil
}

// explainAt prints what a rule finds at a place, and what to do about it there.
func (c *command) explainAt(opts *options, rules []*rule.Rule) int {
	if _, err := find(rules, opts.explain); err != nil {
		return c.fail(err)
	}
	dir, err := os.Getwd()
	if err != nil {
		return c.fail(err)
	}
	started := time.Now()
	r := &report.Report{Rules: rules, Dir: dir}
	collector := &report.Collector{Report: r, Now: started, Local: (&modules{all: opts.allModules}).local}
	if err := c.run(opts, collector); err != nil {
		return c.fail(err)
	}
	collector.Finish()
	r.Findings = slices.DeleteFunc(r.Findings, func(f report.Finding) bool { return f.Rule != opts.explain || !touches(f, *opts.at, dir) })
	if len(r.Findings) == 0 {
		for _, p := range r.Problems {
			fmt.Fprintf(c.stderr, "unsafedecode: %s\n", report.Visible(p))
		}
		return c.fail(fmt.Errorf("there is no finding of %s at %s:%d", opts.explain, opts.at.file, opts.at.line))
	}
	if err := r.WriteText(c.stdout, report.Style{Color: colored(c.stdout), Terminal: isTerminal(c.stdout)}); err != nil {
		return c.fail(err)
	}
	for i, f := range r.Findings {
		if i > 0 && f.Next == r.Findings[i-1].Next && len(f.Fixes) == 0 {
			continue
		}
		if err := c.whatToDo(r, f, started); err != nil {
			return c.fail(err)
		}
	}
	fmt.Fprintf(c.stdout, "\nunsafedecode -explain %s says what the rule reports, and why.\n", opts.explain)
	return statusClean
}

// touches reports whether a finding is at a place: itself, its root or a step of its trace.
func touches(f report.Finding, at place, dir string) bool {
	is := func(file string, line int) bool {
		if !filepath.IsAbs(file) && filepath.IsAbs(at.file) {
			file = filepath.Join(dir, file)
		}
		return line == at.line && filepath.Clean(filepath.FromSlash(file)) == at.file
	}
	return is(f.File, f.Line) || f.Root != nil && is(f.Root.File, f.Root.Line) ||
		slices.ContainsFunc(f.Trace, func(s report.Step) bool { return is(s.File, s.Line) })
}

// whatToDo prints the first fix of a finding as a diff, or what to do by hand.
func (c *command) whatToDo(r *report.Report, f report.Finding, started time.Time) error {
	switch {
	case len(f.Fixes) > 0:
		fmt.Fprintf(c.stdout, "\nFix, by -fix: %s\n\n", f.Fixes[0].Message)
		one := *r
		one.Findings = []report.Finding{f}
		changes, err := one.Changes(started)
		if err != nil {
			return err
		}
		if err := changes.Diff(c.stdout); err != nil {
			return err
		}
		for _, other := range f.Fixes[1:] {
			fmt.Fprintf(c.stdout, "\nAnother fix, in an editor: %s\n", other.Message)
		}
	case f.Next != "":
		fmt.Fprintf(c.stdout, "\nWhat to do:\n\n%s\n", report.VisibleLines(f.Next))
	}
	return nil
}
