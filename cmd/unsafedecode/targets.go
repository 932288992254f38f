package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
)

// A target is a package that was asked for.
type target struct {
	path, dir string
	tests     []string // test files, absolute
	worked    bool     // in a module that is worked on, not in one that was downloaded
	loads     bool     // with its dependencies
	testsLoad bool     // with those of its tests
	onlyTests bool     // there are no other files
}

// targets are what the patterns of the command line match.
type targets struct {
	all      []*target
	problems []string // why some do not load
}

// A listed package is what go list says of one.
type listed struct {
	ImportPath, Dir, ForTest                     string
	Standard                                     bool
	Module                                       *struct{ Main bool }
	GoFiles, CgoFiles, TestGoFiles, XTestGoFiles []string
	Error                                        *loadError
	DepsErrors                                   []*loadError
}

type loadError struct{ Pos, Err string }

const listedFields = "ImportPath,Dir,ForTest,Standard,Module,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles,Error,DepsErrors"

// listTargets asks the go command, which gives an answer also for packages that do not load.
func listTargets(ctx context.Context, name string, o *options) (*targets, error) {
	args := []string{"list", "-e", "-json=" + listedFields}
	if o.tests {
		args = append(args, "-test")
	}
	args = append(append(args, o.buildFlags()...), "--")
	cmd := o.goCommand(ctx, name, append(args, o.packages...))
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		return nil, err
	}
	found := new(targets)
	byPath := make(map[string]*target)
	for dec := json.NewDecoder(&stdout); ; {
		var p listed
		if err := dec.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w\n%s", err, stderr.Bytes())
		}
		if p.Error != nil {
			p.Error.Pos = o.belowPos(p.Error.Pos)
		}
		for _, e := range p.DepsErrors {
			e.Pos = o.belowPos(e.Pos)
		}
		found.add(&p, byPath)
	}
	if err != nil || len(found.all) == 0 && len(found.problems) == 0 {
		problems, err := goProblems(stderr.Bytes(), o)
		if err != nil {
			return nil, err
		}
		found.problems = append(found.problems, problems...)
	}
	return found, nil
}

// add takes in a package, or what go list says of its variant with tests.
func (ts *targets) add(p *listed, byPath map[string]*target) {
	loads := p.Error == nil && len(p.DepsErrors) == 0
	if !loads {
		ts.say(p)
	}
	if test, ok := strings.CutSuffix(p.ImportPath, ".test"); ok && byPath[test] != nil && p.ForTest == "" {
		return // the generated main of a test
	}
	if p.ForTest != "" {
		if t := byPath[p.ForTest]; t != nil {
			t.testsLoad = t.testsLoad && loads
		}
		return
	}
	t := &target{path: p.ImportPath, dir: p.Dir, loads: loads, testsLoad: true, worked: p.Module == nil && !p.Standard || p.Module != nil && p.Module.Main}
	for _, files := range [][]string{p.TestGoFiles, p.XTestGoFiles} {
		for _, name := range files {
			t.tests = append(t.tests, filepath.Join(p.Dir, name))
		}
	}
	t.onlyTests = loads && len(p.GoFiles)+len(p.CgoFiles) == 0
	byPath[t.path] = t
	ts.all = append(ts.all, t)
}

// say makes problems of why a package does not load.
func (ts *targets) say(p *listed) {
	errs := p.DepsErrors
	if p.Error != nil {
		errs = append(errs, p.Error)
	}
	for _, e := range errs {
		text := strings.Join(strings.Fields(strings.ReplaceAll(e.Err, "\n", " ")), " ")
		if e.Pos != "" {
			text = strings.TrimPrefix(e.Pos, "."+string(filepath.Separator)) + ": " + text
		}
		ts.problems = append(ts.problems, withHint(text))
	}
}
