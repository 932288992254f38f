package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/unsafedecode/unsafedecode/internal/report"
)

// A vetRun runs go vet with this program as the vet tool and collects what it prints.
type vetRun struct {
	ctx       context.Context
	goCommand string
	options   *options
	collector *report.Collector
	progress  *progress
}

// runVet analyzes the packages that were asked for. Those that do not compile are problems of the report; the error is for a run that
// could not begin. Go vet would look at no package if one could not be loaded: it is asked for the others. If tests are wanted, a
// package whose tests do not compile is analyzed without them.
func runVet(ctx context.Context, o *options, c *report.Collector, p *progress) error {
	goCommand, err := exec.LookPath("go")
	if err != nil {
		return errors.New("cannot find the go command: install Go (https://go.dev/dl) or put its bin directory on PATH")
	}
	started := time.Now()
	found, err := listTargets(ctx, goCommand, o)
	if err != nil {
		return err
	}
	if o.debug {
		fmt.Fprintf(os.Stderr, "unsafedecode: go list: %.1f s, %s\n", time.Since(started).Seconds(), count(len(found.all), "package"))
	}
	c.Report.Problems = append(c.Report.Problems, found.problems...)
	if c.Wanted == nil {
		c.Wanted = make(map[string]string)
	}
	for _, t := range found.all {
		c.Wanted[t.path] = t.dir
	}
	run := &vetRun{ctx, goCommand, o, c, p}
	wanted := slices.DeleteFunc(slices.Clone(found.all), func(t *target) bool {
		return !t.loads || t.onlyTests && !o.tests
	})
	if err := run.passes(wanted, len(wanted) == len(found.all)); err != nil {
		return err
	}
	c.Report.Left = append(c.Report.Left, left(found.all, c)...)
	return nil
}

// passes runs go vet once or, with tests of which some do not compile, twice. All says that the patterns match nothing but these
// packages.
func (r *vetRun) passes(wanted []*target, all bool) error {
	if !r.options.tests {
		return r.vet(wanted, all, false)
	}
	whole := slices.DeleteFunc(slices.Clone(wanted), func(t *target) bool { return !t.testsLoad })
	if err := r.vet(whole, all && len(whole) == len(wanted), true); err != nil {
		return err
	}
	missing := slices.DeleteFunc(wanted, func(t *target) bool { return t.onlyTests || r.collector.Report.Analyzed[t.path] != "" })
	return r.vet(missing, false, false)
}

// left are the packages that were not analyzed.
func left(all []*target, c *report.Collector) (paths []string) {
	for _, t := range all {
		if !t.onlyTests && c.Report.Analyzed[t.path] == "" {
			paths = append(paths, t.path)
		}
	}
	slices.Sort(paths)
	return paths
}

// vet runs go vet on packages, with their tests or without.
func (r *vetRun) vet(ts []*target, byPattern, tests bool) error {
	if len(ts) == 0 {
		return nil
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	args := append([]string{"vet", "-vettool=" + self, "-json"}, r.options.buildFlags()...)
	if !tests {
		file, err := overlay(ts)
		if err != nil {
			return err
		}
		if file != "" {
			defer os.Remove(file)
			args = append(args, "-overlay="+file)
		}
	}
	args = append(args, "-dependencies="+scopeOf(ts))
	args = append(append(args, r.options.vetFlags()...), "--")
	if byPattern {
		args = append(args, r.options.packages...)
	} else {
		for _, t := range ts {
			args = append(args, t.path)
		}
	}
	return r.start(args)
}

// scopeOf says which dependencies print what is found in them: go vet's cache may hand that out later, when they are asked for.
func scopeOf(ts []*target) string {
	if slices.ContainsFunc(ts, func(t *target) bool { return !t.worked || strings.Contains(t.path, "/vendor/") }) {
		return "all"
	}
	return "module"
}

func (r *vetRun) start(args []string) error {
	cmd := r.options.goCommand(r.ctx, r.goCommand, args)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	started := time.Now()
	if err := cmd.Start(); err != nil {
		return err
	}
	streamErr := r.collector.Stream(stdout, r.progress.unit)
	err = cmd.Wait()
	if r.options.debug {
		fmt.Fprintf(os.Stderr, "unsafedecode: %s: %.1f s, %.1f s of CPU, %s\n", shorten(args), time.Since(started).Seconds(),
			(cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds(), count(len(r.collector.Report.Analyzed), "package"))
	}
	if streamErr != nil {
		return fmt.Errorf("%w\n%s", streamErr, stderr.Bytes())
	}
	if err != nil {
		problems, err := goProblems(stderr.Bytes(), r.options)
		if err != nil {
			return err
		}
		r.collector.Report.Problems = append(r.collector.Report.Problems, problems...)
	}
	return nil
}

// goCommand makes a call of the go command that ends when the context does: it is interrupted, so that it can end the processes that it
// has started, and killed if that does not help.
func (o *options) goCommand(ctx context.Context, name string, args []string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env = o.dir, o.environment()
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 5 * time.Second
	return cmd
}

// shorten is a command of the go command as -debug shows it.
func shorten(args []string) string {
	const most = 3
	i := slices.Index(args, "--") + 1
	if more := len(args) - i - most; more > 0 {
		args = append(slices.Clone(args[:i+most]), fmt.Sprintf("and %d more", more))
	}
	return "go " + strings.Join(args, " ")
}

// goFile begins a line about a place.
var goFile = regexp.MustCompile(`^[^:]+\.(go|mod|work):\d`)

// goProblems makes problems of what the go command printed: of a package that does not compile or cannot be found, a line each, with
// the place first.
func goProblems(stderr []byte, o *options) (lines []string, err error) {
	scanner := bufio.NewScanner(bytes.NewReader(stderr))
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		line := strings.TrimRight(scanner.Text(), " \t")
		switch {
		case line == "", strings.HasPrefix(line, "# "), strings.HasPrefix(line, "go: downloading "):
			continue
		case strings.HasSuffix(line, "matched no packages"), line == "no packages to vet":
			return nil, fmt.Errorf("no packages match %s: name a directory with Go files, or a pattern such as ./... for all below%s", strings.Join(o.packages, " "), nestedHint())
		}
		// A tab begins the rest of the error above.
		if text, more := strings.CutPrefix(line, "\t"); more && len(lines) > 0 {
			lines[len(lines)-1] += " " + text
			continue
		}
		line = strings.TrimPrefix(strings.TrimPrefix(line, "vet: "), "./")
		if o.dir != "" && goFile.MatchString(line) {
			line = o.below(line)
		}
		lines = append(lines, withHint(line))
	}
	if len(lines) == 0 {
		lines = []string{"the go command failed and did not say why: try go build"}
	}
	return lines, nil
}
