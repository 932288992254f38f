package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/report"
)

// addCommands adds to f.applied the commands that give the changed program what it needs.
func (f *finisher) addCommands() {
	if released() {
		f.addCommandsFor("")
	} else {
		f.addCommandsFor(clonedFrom())
	}
}

// addCommandsFor is addCommands with the library in the directory clone; if clone is empty, the library is published.
func (f *finisher) addCommandsFor(clone string) {
	for i := range f.applied.Modules {
		g := &f.applied.Modules[i]
		g.Command = "go " + inDir(g.Dir) + "get " + g.Import
		if clone != "" && f.library == config.DefaultSignedCodec {
			// Not published yet: the module comes from the clone that this program was built from.
			g.Command = fmt.Sprintf("go %smod edit -require=%[2]s@v0.0.0 -replace=%[2]s=%[3]s", inDir(g.Dir), f.library, clone)
		}
	}
	for i := range f.applied.Variables {
		f.applied.Variables[i].Command = f.makeKey(clone)
	}
}

// makeKey returns the command that makes a key. It runs in the module if that requires the library now.
func (f *finisher) makeKey(clone string) string {
	dir := "."
	if len(f.applied.Modules) > 0 {
		dir = f.applied.Modules[0].Dir
	}
	key := "go " + inDir(dir) + "run " + f.library + "/cmd/sckeygen"
	switch {
	case len(f.applied.Stored) > 0:
		return key
	case clone != "":
		return fmt.Sprintf("go -C %s run ./cmd/sckeygen", clone)
	}
	return key + "@latest"
}

// inDir returns the flag that makes the go command run in dir; empty for the working directory.
func inDir(dir string) string {
	if dir == "." {
		return ""
	}
	return "-C " + dir + " "
}

// clonedFrom is the directory of signedcodec in the clone that this program was built in, or a word for it if that is not known.
func clonedFrom() string {
	if _, file, _, ok := runtime.Caller(0); ok && filepath.IsAbs(file) {
		dir := filepath.Join(filepath.Dir(file), "..", "..", "signedcodec")
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
	}
	return "CLONE/signedcodec"
}

// sayNext says what to do after fixes were applied.
func (f *finisher) sayNext() {
	if f.applied == nil || f.options.format == "report" {
		return
	}
	if f.applied.Fixes == 0 && f.applied.Skipped == 0 {
		fmt.Fprintln(f.stderr, "unsafedecode: no fix to apply")
		return
	}
	more := ""
	if n := f.applied.Skipped; n > 0 {
		more = fmt.Sprintf("; %s left out, which another run applies", wereFixes(n))
	}
	fmt.Fprintf(f.stderr, "unsafedecode: applied %s%s\n", count(f.applied.Fixes, "fix"), more)
	if !f.options.quiet {
		fmt.Fprint(f.stderr, nextSteps(f.applied))
	}
}

// A stepList is text with numbered steps.
type stepList struct {
	strings.Builder
	n int
}

func (s *stepList) step(format string, args ...any) {
	s.n++
	fmt.Fprintf(s, "\n%d. "+format+"\n", append([]any{s.n}, args...)...)
}

func (s *stepList) line(format string, args ...any) {
	s.WriteString("     " + report.Visible(fmt.Sprintf(format, args...)) + "\n")
}

// nextSteps is what to do after fixes were applied, as text.
func nextSteps(a *report.Applied) string {
	s := new(stepList)
	s.step("Review the changes:")
	for _, file := range a.Files {
		s.line("%s", file)
	}
	if len(a.Modules) > 0 {
		s.step("Add the library that they import:")
		for _, g := range distinctCommands(a.Modules) {
			s.line("%s", g)
		}
	}
	s.variables(a.Variables)
	s.stored(a.Stored)
	s.step("Test:")
	s.line("go test ./...")
	if a.Skipped > 0 {
		s.step("Run unsafedecode -fix again for what was left out, since it changes the same code.")
	}
	s.unfixed(a.Unfixed)
	return s.String()
}

func wereFixes(n int) string {
	if n == 1 {
		return "1 fix was"
	}
	return count(n, "fix") + " were"
}

func distinctCommands(all []report.Get) (commands []string) {
	seen := make(map[string]bool)
	for _, g := range all {
		if !seen[g.Command] {
			seen[g.Command] = true
			commands = append(commands, g.Command)
		}
	}
	return commands
}

func (s *stepList) variables(all []report.Variable) {
	if len(all) == 0 {
		return
	}
	s.step("Set the environment variables that the program requires, for its tests too. Keep the values with its other secrets:")
	for _, v := range all {
		s.line(`export %s="$(%s)"`, v.Name, v.Command)
		for _, purpose := range v.For {
			s.line("    # %s", purpose)
		}
	}
	if slices.ContainsFunc(all, func(v report.Variable) bool { return v.Replaces() }) {
		s.line("These are new keys: the old ones are in the history of the code. What was signed with an old key is refused.")
	}
}

func (s *stepList) stored(all []report.Stored) {
	if len(all) == 0 {
		return
	}
	s.step("Plan for the data that is stored now:")
	for _, x := range all {
		if x.Until == "" {
			s.line("%s (%s:%d): unsigned data is refused from now on", x.Purpose, x.File, x.Line)
		} else {
			s.line("%s (%s:%d): unsigned data is read until %s; remove WithLegacy by then, or the program refuses to start", x.Purpose, x.File, x.Line, x.Until)
		}
	}
}

// unfixed lists the findings without a fix, and what to do about each. Findings with the same advice are listed together, and
// the advice once below them.
func (s *stepList) unfixed(all []report.Unfixed) {
	var advice []string
	lines := make(map[string][]string)
	for _, u := range all {
		if u.Skipped {
			continue
		}
		if lines[u.Next] == nil {
			advice = append(advice, u.Next)
		}
		lines[u.Next] = append(lines[u.Next], fmt.Sprintf("%s:%d (%s): %s", u.File, u.Line, u.Rule, u.Todo))
	}
	if advice == nil {
		return
	}
	s.step("Fix by hand what has no automatic fix:")
	for _, next := range advice {
		for _, line := range lines[next] {
			s.line("%s", line)
		}
		for line := range strings.Lines(report.VisibleLines(next)) {
			s.WriteString("         " + strings.TrimRight(line, "\n") + "\n")
		}
	}
}
