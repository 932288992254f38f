package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/unsafedecode/unsafedecode/internal/report"
	"github.com/unsafedecode/unsafedecode/internal/rule"
)

// Exit statuses.
const (
	statusClean    = 0
	statusFindings = 1
	statusFailed   = 2
)

// A command is the program as a person runs it.
type command struct {
	stdout, stderr io.Writer
}

func (c *command) main(args []string) int {
	if len(args) > 0 {
		if l, ok := linkers[args[0]]; ok {
			return c.link(l, args[1:])
		}
	}
	opts, err := parseOptions(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(c.stdout, usage)
		return statusClean
	case err != nil:
		return c.fail(err)
	case opts.version:
		fmt.Fprintf(c.stdout, "unsafedecode %s\n", version())
		return statusClean
	case opts.models:
		return c.models(opts.packages)
	}
	settings, err := opts.settings()
	if err != nil {
		return c.fail(err)
	}
	rules := rulesOf(settings)
	switch {
	case opts.list:
		return c.list(rules)
	case opts.explain != "":
		return c.explain(rules, opts.explain)
	}
	return c.analyze(opts, rules)
}

// fail reports why the program could not do what it was asked to.
func (c *command) fail(err error) int {
	fmt.Fprintf(c.stderr, "unsafedecode: %v\n", err)
	return statusFailed
}

func (c *command) analyze(opts *options, rules []*rule.Rule) int {
	known, err := opts.prepare(rules)
	if err != nil {
		return c.fail(err)
	}
	dir, err := os.Getwd()
	if err != nil {
		return c.fail(err)
	}
	r := &report.Report{Rules: rules, Dir: dir, Audit: opts.audit}
	collector := &report.Collector{Report: r, Now: time.Now(), Local: new(modules).local}
	run := runVet
	if opts.inProcess {
		run = runInProcess
	}
	progress := startProgress(c.stderr)
	err = run(opts, collector, progress)
	progress.stop()
	if err != nil {
		return c.fail(err)
	}
	collector.Finish()
	return c.finish(opts, r, known, collector.Now)
}

// finish holds the findings against the baseline, applies fixes and renders what is left.
func (c *command) finish(opts *options, r *report.Report, known *report.Baseline, started time.Time) int {
	for _, p := range r.Problems {
		fmt.Fprintf(c.stderr, "unsafedecode: %s\n", p)
	}
	if opts.writeBaseline != "" {
		if err := r.WriteBaseline(opts.writeBaseline); err != nil {
			return c.fail(err)
		}
		fmt.Fprintf(c.stderr, "unsafedecode: wrote %s: %s\n", opts.writeBaseline, count(r.Live(), "finding"))
		return status(r, 0)
	}
	if known != nil {
		if held := known.Apply(r); held > 0 {
			fmt.Fprintf(c.stderr, "unsafedecode: %s holds %s\n", opts.baseline, count(held, "finding"))
		}
	}
	found := r.Live()
	if opts.fix || opts.diff {
		fixed, err := c.applyFixes(opts, r, started)
		if err != nil {
			return c.fail(err)
		}
		if opts.diff {
			return status(r, found)
		}
		found -= fixed
	}
	if err := c.render(opts, r); err != nil {
		return c.fail(err)
	}
	return status(r, found)
}

func status(r *report.Report, found int) int {
	switch {
	case len(r.Problems) > 0:
		return statusFailed
	case found > 0:
		return statusFindings
	}
	return statusClean
}

// applyFixes applies the first fix of each finding, or prints what that would change. It returns how many findings were
// fixed, and leaves the others in the report.
func (c *command) applyFixes(opts *options, r *report.Report, started time.Time) (fixed int, err error) {
	changes, err := r.Changes(started)
	if err != nil {
		return 0, err
	}
	if opts.diff {
		return 0, opts.write(c.stdout, changes.Diff)
	}
	if err := changes.Write(); err != nil {
		return 0, err
	}
	r.Findings = changes.Left
	if changes.Applied+changes.Skipped > 0 {
		fmt.Fprintf(c.stderr, "unsafedecode: applied %s", count(changes.Applied, "fix"))
		if changes.Skipped > 0 {
			fmt.Fprintf(c.stderr, "; left out for now, since they touch the same code: %d: run again", changes.Skipped)
		}
		fmt.Fprintln(c.stderr)
	}
	return changes.Applied, nil
}

func (c *command) render(opts *options, r *report.Report) error {
	return opts.write(c.stdout, func(w io.Writer) error {
		switch opts.format {
		case "json":
			return r.WriteJSON(w)
		case "sarif":
			return r.WriteSARIF(w, version())
		case "html":
			return r.WriteHTML(w, version())
		case "github":
			return r.WriteGitHub(w)
		}
		return r.WriteText(w, opts.output == "" && colored(c.stdout))
	})
}
