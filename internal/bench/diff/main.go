// Command diff compares what two builds of unsafedecode report about a set of repositories.
//
//	go run ./internal/bench/diff [-flags "-strict"] OLD NEW DIR...
//
// OLD and NEW are executables, each DIR is the root of a module. It prints the findings that only one of the two reports, one a line,
// with - for those that NEW no longer reports and + for those that are new, and for each repository how many stayed. A finding is the
// same if rule, file, line and message are. The exit status is 0 if nothing differs, 1 if something does, and 2 if a build could not be
// run on a repository. Nothing in a DIR is changed, and nothing of it is run.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	flags := flag.String("flags", "", "`flags` for both builds, separated by spaces")
	flag.Parse()
	if flag.NArg() < 3 {
		fmt.Fprintln(os.Stderr, `usage: go run ./internal/bench/diff [-flags "-strict"] OLD NEW DIR...`)
		os.Exit(2)
	}
	c := &comparison{old: flag.Arg(0), new: flag.Arg(1), flags: strings.Fields(*flags), out: os.Stdout}
	os.Exit(c.run(flag.Args()[2:]))
}

// A comparison is of two builds.
type comparison struct {
	old, new string
	flags    []string
	out      io.Writer
}

// A finding is what the builds print of one.
type finding struct {
	Rule, File, Message string
	Line                int
}

func (f finding) String() string {
	return fmt.Sprintf("%s:%d: %s (%s)", f.File, f.Line, f.Message, f.Rule)
}

func (c *comparison) run(dirs []string) (status int) {
	for _, dir := range dirs {
		before, err := c.findings(c.old, dir)
		var after []finding
		if err == nil {
			after, err = c.findings(c.new, dir)
		}
		if err != nil {
			fmt.Fprintf(c.out, "%s: %v\n", filepath.Base(dir), err)
			status = 2
			continue
		}
		lines := changes(before, after)
		fmt.Fprintf(c.out, "%s: %d before, %d now\n", filepath.Base(dir), len(before), len(after))
		for _, line := range lines {
			fmt.Fprintln(c.out, line)
		}
		if len(lines) > 0 {
			status = max(status, 1)
		}
	}
	return status
}

// changes lists what only one side has, in the order of the places.
func changes(before, after []finding) (lines []string) {
	type change struct {
		finding
		sign string
	}
	var all []change
	for _, f := range before {
		if !slices.Contains(after, f) {
			all = append(all, change{f, "-"})
		}
	}
	for _, f := range after {
		if !slices.Contains(before, f) {
			all = append(all, change{f, "+"})
		}
	}
	slices.SortStableFunc(all, func(x, y change) int {
		if x.File != y.File {
			return strings.Compare(x.File, y.File)
		}
		return x.Line - y.Line
	})
	for _, ch := range all {
		lines = append(lines, ch.sign+" "+ch.String())
	}
	return lines
}

// findings runs a build in a module, in its own process and without vet's cache.
func (c *comparison) findings(tool, dir string) ([]finding, error) {
	tool, err := filepath.Abs(tool)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(tool, append(append([]string{"-inprocess", "-format", "json"}, c.flags...), "./...")...)
	cmd.Dir = dir
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err = cmd.Run()
	if exit := new(exec.ExitError); err != nil && !(errors.As(err, &exit) && exit.ExitCode() <= 2) {
		return nil, fmt.Errorf("%s: %v", cmd, err)
	}
	var found []finding
	if err := json.Unmarshal(stdout.Bytes(), &found); err != nil {
		return nil, fmt.Errorf("%s printed no findings: %v\n%s", cmd, err, stderr.Bytes())
	}
	return found, nil
}
