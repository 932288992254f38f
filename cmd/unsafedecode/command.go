package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/unsafedecode/unsafedecode/analyzer"
	"github.com/unsafedecode/unsafedecode/internal/config"
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
	ctx            context.Context // done when a signal asks the program to end
	stdout, stderr io.Writer
}

func (c *command) main(args []string) int {
	if status, ok := c.word(args); ok {
		return status
	}
	opts, err := parseOptions(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(c.stdout, usage)
		return statusClean
	case err != nil:
		return c.fail(err)
	case opts.version:
		fmt.Fprintln(c.stdout, analyzer.About())
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
	case opts.at != nil:
		return c.explainAt(opts, rules)
	case opts.explain != "":
		return c.explain(rules, opts.explain)
	}
	return c.analyze(opts, settings, rules)
}

// fail reports why the program could not do what it was asked to.
func (c *command) fail(err error) int {
	fmt.Fprintf(c.stderr, "unsafedecode: %v\n", err)
	return statusFailed
}

func (c *command) analyze(opts *options, settings []*config.Config, rules []*rule.Rule) int {
	known, err := opts.prepare(rules)
	if err != nil {
		return c.fail(err)
	}
	dir, err := os.Getwd()
	if err != nil {
		return c.fail(err)
	}
	r := &report.Report{Rules: rules, Dir: dir, Audit: opts.audit}
	for _, s := range settings {
		r.Warnings = append(r.Warnings, s.Unmatched()...)
	}
	local := &modules{all: opts.allModules}
	collector := &report.Collector{Report: r, Now: time.Now(), Local: local.local}
	if err := c.run(opts, collector); err != nil {
		return c.fail(err)
	}
	if opts.format == "html" {
		r.About = about(c.ctx, opts, local, collector)
	}
	collector.Finish()
	if opts.debug {
		c.bounds(r)
	}
	f := &finisher{command: c, options: opts, report: r, known: known, started: collector.Now, library: settings[0].SignedCodecPath()}
	if opts.hooks {
		return f.hooks()
	}
	return f.finish()
}

// run analyzes the packages. After a signal nothing is reported: what was analyzed so far is in the cache.
func (c *command) run(opts *options, collector *report.Collector) error {
	stop, err := opts.profile()
	if err != nil {
		return err
	}
	runs := []*options{opts}
	if opts.allModules {
		if runs, err = opts.everyModule(collector.Report.Dir); err != nil {
			return err
		}
	}
	progress := startProgress(c.stderr, opts.quiet)
	for _, o := range runs {
		if opts.inProcess {
			err = errors.Join(err, runInProcess(c.ctx, o, collector))
		} else {
			err = errors.Join(err, runVet(c.ctx, o, collector, progress))
		}
	}
	progress.stop()
	err = errors.Join(err, stop())
	if c.ctx.Err() != nil {
		return errors.New("interrupted")
	}
	return err
}
