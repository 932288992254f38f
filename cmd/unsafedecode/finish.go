package main

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/unsafedecode/unsafedecode/internal/report"
	"github.com/unsafedecode/unsafedecode/internal/rule"
)

// A finisher makes of a run what was asked for.
type finisher struct {
	*command
	options *options
	report  *report.Report
	known   *report.Baseline
	started time.Time
	library string          // import path of the library that fixes use
	applied *report.Applied // what -fix changed
}

// finish compares the findings with the baseline, leaves out what is not wanted, applies fixes and renders what is left.
func (f *finisher) finish() int {
	for _, p := range f.report.Problems {
		fmt.Fprintf(f.stderr, "unsafedecode: %s\n", report.Visible(p))
	}
	if left := f.report.Left; len(left) > 0 {
		fmt.Fprintf(f.stderr, "unsafedecode: not analyzed: %s\n", report.Visible(some(left)))
	}
	for _, w := range f.report.Warnings {
		fmt.Fprintf(f.stderr, "unsafedecode: warning: %s\n", report.Visible(w))
	}
	f.warnBounds()
	if f.options.writeBaseline != "" {
		return f.writeBaseline()
	}
	if f.known != nil {
		if err := f.compare(); err != nil {
			return f.fail(err)
		}
	}
	if err := f.narrow(); err != nil {
		return f.fail(err)
	}
	if f.options.fix || f.options.diff {
		if err := f.applyFixes(); err != nil {
			return f.fail(err)
		}
		if f.options.diff {
			return f.status()
		}
	}
	if err := f.render(); err != nil {
		return f.fail(err)
	}
	f.summarize()
	f.sayNext()
	return f.status()
}

func (f *finisher) status() int {
	failing := slices.ContainsFunc(f.report.Findings, func(x report.Finding) bool {
		return x.Verdict == "" && severityOf(x) >= f.options.failOn
	})
	switch {
	case f.report.Incomplete():
		return statusFailed
	case failing:
		return statusFindings
	}
	return statusClean
}

func severityOf(f report.Finding) rule.Severity {
	s, _ := rule.ParseSeverity(f.Severity)
	return s
}

// warnBounds says when a finding may be missing.
func (f *finisher) warnBounds() {
	if n := f.report.Cut(); n > 0 {
		fmt.Fprintf(f.stderr, "unsafedecode: in %s a search that had reached a source was cut short, so a finding may be missing: -debug names the bounds\n", count(n, "function"))
	}
}

// bounds lists the bounds of the engine that were met.
func (c *command) bounds(r *report.Report) {
	for _, b := range r.Bounds {
		fmt.Fprintf(c.stderr, "unsafedecode: bound %s: met %d times, cut %d searches that had reached a source\n", b.Name, b.Count, b.Cut)
	}
}

func (f *finisher) writeBaseline() int {
	kept, err := f.report.WriteBaseline(f.options.writeBaseline)
	if err != nil {
		return f.fail(err)
	}
	fmt.Fprintf(f.stderr, "unsafedecode: wrote %s: %s", f.options.writeBaseline, count(f.report.Live(), "finding"))
	if kept > 0 {
		fmt.Fprintf(f.stderr, ", and %d kept of packages that were not analyzed", kept)
	}
	fmt.Fprintln(f.stderr)
	if f.report.Incomplete() {
		return statusFailed
	}
	return statusClean
}

// compare leaves out what the baseline holds, and says what it holds in vain.
func (f *finisher) compare() error {
	f.known.Apply(f.report)
	if f.report.Known > 0 {
		fmt.Fprintf(f.stderr, "unsafedecode: %s holds %s\n", f.options.baseline, count(f.report.Known, "finding"))
	}
	stale := f.known.Stale()
	switch {
	case stale == 0:
	case f.options.pruneBaseline && f.report.Incomplete():
		return fmt.Errorf("the run is incomplete: %s is left as it was", f.options.baseline)
	case f.options.pruneBaseline:
		if err := f.known.Prune(); err != nil {
			return err
		}
		fmt.Fprintf(f.stderr, "unsafedecode: took %s out of %s\n", count(stale, "stale finding"), f.options.baseline)
	default:
		fmt.Fprintf(f.stderr, "unsafedecode: %s holds %s that the run did not have: -prune-baseline takes them out\n", f.options.baseline, count(stale, "finding"))
	}
	return nil
}

// narrow leaves out what is less severe than was asked for, and what no changed line touches.
func (f *finisher) narrow() error {
	if f.options.severity > rule.Low {
		f.report.Findings = slices.DeleteFunc(f.report.Findings, func(x report.Finding) bool { return severityOf(x) < f.options.severity })
	}
	if f.options.newFrom == "" {
		return nil
	}
	changed, err := changedLines(f.options.newFrom, f.report.Dir)
	if err != nil {
		return err
	}
	f.report.KeepTouched(changed)
	return nil
}

// applyFixes applies the first fix of each finding, or prints what that would change. The others stay in the report.
func (f *finisher) applyFixes() error {
	changes, err := f.report.Changes(f.started)
	if err != nil {
		return err
	}
	if f.options.diff {
		return f.options.write(f.stdout, func(w io.Writer) error {
			if f.options.output == "" && isTerminal(f.stdout) {
				return changes.Diff(visibleWriter{w})
			}
			return changes.Diff(w)
		})
	}
	if err := changes.Write(); err != nil {
		return err
	}
	if f.applied, err = changes.Describe(f.library); err != nil {
		return err
	}
	f.addCommands()
	f.report.Findings, f.report.Applied = changes.Left, f.applied
	return nil
}

// A visibleWriter makes code harmless for a terminal.
type visibleWriter struct{ w io.Writer }

func (v visibleWriter) Write(p []byte) (int, error) {
	if _, err := io.WriteString(v.w, report.VisibleLines(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}

func (f *finisher) render() error {
	r, tool := f.report, report.Tool{Name: "unsafedecode", Version: version(), Go: runtime.Version()}
	return f.options.write(f.stdout, func(w io.Writer) error {
		switch f.options.format {
		case "json":
			return r.WriteJSON(w)
		case "report":
			return r.WriteReport(w, tool)
		case "sarif":
			return r.WriteSARIF(w, tool.Version)
		case "html":
			return r.WriteHTML(w, tool.Version)
		case "github":
			return r.WriteGitHub(w)
		case "gitlab":
			return r.WriteGitLab(w)
		case "junit":
			return r.WriteJUnit(w)
		case "sonar":
			return r.WriteSonar(w)
		}
		return r.WriteText(w, report.Style{Color: f.options.output == "" && colored(f.stdout), Terminal: f.options.output == "" && isTerminal(f.stdout)})
	})
}

// summarize ends a report in text with one line on standard error.
func (f *finisher) summarize() {
	if f.options.quiet || f.options.format != "text" {
		return
	}
	r := f.report
	parts := []string{f.bySeverity()}
	for _, more := range []struct {
		n    int
		text string
	}{{r.Suppressed, "suppressed"}, {r.Known, "in the baseline"}, {r.Generated, "in generated files (-generated reports them)"}} {
		if more.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", more.n, more.text))
		}
	}
	fmt.Fprintf(f.stderr, "%s; %s analyzed in %.1f s\n", strings.Join(parts, "; "), count(len(r.Analyzed), "package"), time.Since(f.started).Seconds())
}

// bySeverity counts the findings: "3 findings: 2 high (untrusteddecode 1, secretcache 1), 1 low (decodetag 1)".
func (f *finisher) bySeverity() string {
	var levels []string
	for _, severity := range []rule.Severity{rule.High, rule.Medium, rule.Low} {
		n, byRule := 0, make(map[string]int)
		for _, x := range f.report.Findings {
			if x.Verdict == "" && severityOf(x) == severity {
				n++
				byRule[x.Rule]++
			}
		}
		if n > 0 {
			levels = append(levels, fmt.Sprintf("%d %s (%s)", n, severity, ranking(byRule)))
		}
	}
	if levels == nil {
		return "no findings"
	}
	return count(f.report.Live(), "finding") + ": " + strings.Join(levels, ", ")
}

// ranking lists counts, the largest first.
func ranking(counts map[string]int) string {
	var names []string
	for name := range counts {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return strings.Compare(a, b)
	})
	for i, name := range names {
		names[i] = fmt.Sprintf("%s %d", name, counts[name])
	}
	return strings.Join(names, ", ")
}

// some lists names, not all of a long list.
func some(names []string) string {
	const most = 5
	if len(names) > most+1 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
	}
	return strings.Join(names, ", ")
}
