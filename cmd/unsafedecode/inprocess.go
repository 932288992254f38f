package main

import (
	"context"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/unsafedecode/unsafedecode/analyzer"
	"github.com/unsafedecode/unsafedecode/internal/report"
	"github.com/unsafedecode/unsafedecode/internal/rule"
	"github.com/unsafedecode/unsafedecode/internal/unit"
)

// runInProcess loads the packages and all they depend on into this process and analyzes them there.
func runInProcess(ctx context.Context, o *options, c *report.Collector) error {
	suite, err := unit.Configure(analyzer.Suite(), o.vetFlags())
	if err != nil {
		return err
	}
	cfg := &packages.Config{Context: ctx, Mode: packages.LoadAllSyntax | packages.NeedModule | packages.NeedForTest, Tests: o.tests, BuildFlags: o.buildFlags(), Dir: o.dir, Env: o.environment()}
	loaded, err := packages.Load(cfg, o.packages...)
	if err != nil {
		return err
	}
	for _, pkg := range loaded {
		for _, e := range pkg.Errors {
			c.Report.Problems = append(c.Report.Problems, strings.TrimPrefix(e.Error(), c.Report.Dir+string(os.PathSeparator)))
		}
	}
	roots := withTests(loaded)
	graph, err := analyze(ctx, suite, roots)
	if err != nil {
		return err
	}
	for _, pkg := range roots {
		if len(pkg.Errors) > 0 {
			c.Report.Left = append(c.Report.Left, pkg.PkgPath)
		} else {
			c.Heard(pkg.PkgPath, pkg.Dir)
		}
	}
	for _, act := range graph.Roots {
		if len(act.Package.Errors) == 0 {
			collect(c, act)
		}
	}
	return nil
}

// analyze applies the suite. It returns early when ctx is done, and leaves what it was doing to the end of the process: the checker
// cannot be interrupted.
func analyze(ctx context.Context, suite []*analysis.Analyzer, roots []*packages.Package) (*checker.Graph, error) {
	type outcome struct {
		graph *checker.Graph
		err   error
	}
	done := make(chan outcome, 1)
	go func() {
		graph, err := checker.Analyze(suite, roots, nil)
		done <- outcome{graph, err}
	}()
	select {
	case o := <-done:
		return o.graph, o.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// collect takes in what an analyzer found in a package.
func collect(c *report.Collector, act *checker.Action) {
	if act.Err != nil {
		first := firstFailure(act)
		c.Fail(first.Package.ID, first.Analyzer.Name, first.Err.Error())
		return
	}
	if n, ok := act.Result.(*rule.Notes); ok {
		c.AddNotes(n)
	}
	var list []unit.Diagnostic
	for _, d := range act.Diagnostics {
		list = append(list, unit.NewDiagnostic(act.Package.Fset, d))
	}
	if err := unit.AddDetails(list, act.Result); err != nil {
		c.Fail(act.Package.ID, act.Analyzer.Name, err.Error())
	}
	for _, d := range list {
		c.Add(act.Package.ID, act.Analyzer.Name, d)
	}
}

// firstFailure is the analyzer that failed by itself, and so kept another from running.
func firstFailure(act *checker.Action) *checker.Action {
	for _, dep := range act.Deps {
		if dep.Err != nil && dep.Package == act.Package {
			return firstFailure(dep)
		}
	}
	return act
}

// withTests drops a package whose variant with test files is loaded and compiles, and the generated mains of tests.
func withTests(all []*packages.Package) (roots []*packages.Package) {
	whole := make(map[string]bool)
	for _, p := range all {
		if p.ForTest == p.PkgPath && p.ForTest != "" && len(p.Errors) == 0 {
			whole[p.PkgPath] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(p *packages.Package) bool {
		variant := p.ForTest != ""
		return !variant && whole[p.PkgPath] || variant && len(p.Errors) > 0 || strings.HasSuffix(p.ID, ".test")
	})
}
