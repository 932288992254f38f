package main

import (
	"context"
	"maps"
	"os/exec"
	"slices"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/report"
)

// about says what a report is about: when it was made, of which modules and of which commit, if git knows one.
func about(ctx context.Context, o *options, m *modules, c *report.Collector) report.About {
	used := make(map[string]bool)
	for pkg := range c.Report.Analyzed {
		used[m.moduleOf(pkg)] = true
	}
	delete(used, "")
	a := report.About{Date: c.Now, Patterns: o.packages, Modules: slices.Sorted(maps.Keys(used))}
	git := func(args ...string) (string, bool) {
		// What the repository's configuration names as programs is not run.
		out, err := exec.CommandContext(ctx, "git", append([]string{"-c", "core.fsmonitor=false"}, args...)...).Output()
		return strings.TrimSpace(string(out)), err == nil
	}
	if commit, ok := git("rev-parse", "--short=12", "HEAD"); ok {
		changed, ok := git("status", "--porcelain", "--untracked-files=no", "--ignore-submodules", ".")
		a.Commit, a.Changed = commit, ok && changed != ""
	}
	return a
}
