package main

import (
	"os"
	"strings"

	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/unsafedecode/unsafedecode/analyzer"
	"github.com/unsafedecode/unsafedecode/internal/report"
	"github.com/unsafedecode/unsafedecode/internal/unit"
)

// runInProcess loads the packages and all they depend on into this process and analyses them there.
func runInProcess(o *options, c *report.Collector, _ *progress) error {
	suite, err := unit.Configure(analyzer.Suite(), o.vetFlags())
	if err != nil {
		return err
	}
	cfg := &packages.Config{Mode: packages.LoadAllSyntax | packages.NeedModule, Tests: true}
	if o.tags != "" {
		cfg.BuildFlags = []string{"-tags=" + o.tags}
	}
	loaded, err := packages.Load(cfg, o.packages...)
	if err != nil {
		return err
	}
	roots := withTests(loaded)
	graph, err := checker.Analyze(suite, roots, nil)
	if err != nil {
		return err
	}
	for _, pkg := range roots {
		for _, e := range pkg.Errors {
			c.Report.Problems = append(c.Report.Problems, strings.TrimPrefix(e.Error(), c.Report.Dir+string(os.PathSeparator)))
		}
	}
	for _, act := range graph.Roots {
		switch {
		case len(act.Package.Errors) > 0:
		case act.Err != nil:
			c.Fail(act.Package.ID, act.Analyzer.Name, act.Err.Error())
		default:
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
	}
	return nil
}

// withTests leaves out a package where its variant with test files is there, too, and the generated mains of tests: that
// is what go vet analyses.
func withTests(all []*packages.Package) (roots []*packages.Package) {
	variants := make(map[string]bool)
	for _, p := range all {
		if strings.HasPrefix(p.ID, p.PkgPath+" [") {
			variants[p.PkgPath] = true
		}
	}
	for _, p := range all {
		if p.ID == p.PkgPath && variants[p.PkgPath] || strings.HasSuffix(p.ID, ".test") {
			continue
		}
		roots = append(roots, p)
	}
	return roots
}
