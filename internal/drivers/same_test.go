package drivers

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unsafedecode/unsafedecode/analyzer"
	"github.com/unsafedecode/unsafedecode/internal/report"
)

// All drivers find the same, at the same places, in a program of many packages.
func TestAllDriversAgree(t *testing.T) {
	dir, err := filepath.Abs(filepath.Join(root, "examples", "legacyshop"))
	if err != nil {
		t.Fatal(err)
	}
	command := program(t, "unsafedecode")
	want := places(t, execute(t, dir, nil, command, "-format=json", "./..."))
	if len(want) < 5 {
		t.Fatalf("the command finds little: %q", want)
	}
	t.Run("inprocess", func(t *testing.T) {
		same(t, want, places(t, execute(t, dir, nil, command, "-inprocess", "-format=json", "./...")))
	})
	t.Run("vet", func(t *testing.T) {
		got := execute(t, dir, nil, "go", "vet", "-vettool="+command, "./...")
		same(t, want, printed(got.stderr))
	})
	t.Run("golangci-lint", func(t *testing.T) {
		settings := filepath.Join(t.TempDir(), "golangci.yml")
		write(t, settings, strings.Replace(read(t, filepath.Join(lay(t, "sample.txtar"), ".golangci.yml")), "linters:\n", "issues:\n  max-same-issues: 0\n  max-issues-per-linter: 0\n  uniq-by-line: false\nlinters:\n", 1))
		got := execute(t, dir, []string{"GOLANGCI_LINT_CACHE=" + t.TempDir()}, program(t, "golangci-lint"), "run", "-c", settings, "--output.text.path=stdout",
			"--output.text.print-issued-lines=false", "--output.text.colors=false", "./...")
		same(t, want, printed(got.stdout))
	})
	t.Run("gopls", func(t *testing.T) {
		files, err := filepath.Glob(filepath.Join(dir, "internal", "*", "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, filepath.Join(dir, "main.go"))
		got := execute(t, dir, []string{"GOPLSCACHE=" + t.TempDir()}, program(t, "gopls"), append([]string{"check"}, files...)...)
		same(t, want, printed(strings.ReplaceAll(got.stdout, dir+string(os.PathSeparator), "")))
	})
}

func same(t *testing.T, want, got []string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-the command +this driver\n%s", diff)
	}
}

// places are the findings of a report in JSON, as file:line:column rule.
func places(t *testing.T, run result) (all []string) {
	t.Helper()
	var findings []report.Finding
	if err := json.Unmarshal([]byte(run.stdout), &findings); err != nil {
		t.Fatalf("%v\n%s", err, run.stderr)
	}
	for _, f := range findings {
		all = append(all, fmt.Sprintf("%s:%d:%d %s", f.File, f.Line, f.Column, f.Rule))
	}
	slices.Sort(all)
	return all
}

var line = regexp.MustCompile(`^(?:\./)?(\S+\.go:\d+:\d+)(?:-[\d:]+)?: ([a-z]+): `)

// printed are the same of the lines that a driver prints, without those of other analyzers and of traces.
func printed(text string) (all []string) {
	names := []string{"unsafedecode"}
	for _, r := range analyzer.BuiltIn() {
		names = append(names, r.Name)
	}
	for l := range strings.Lines(text) {
		if m := line.FindStringSubmatch(l); m != nil && slices.Contains(names, m[2]) {
			all = append(all, m[1]+" "+m[2])
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
