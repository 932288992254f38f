package drivers

import (
	"encoding/json"
	"fmt"
	"io/fs"
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

// realModule is a program of other people's, with packages that hand facts to one another and take some from a dependency.
const realModule = "github.com/hashicorp/serf@v0.10.2"

// All drivers find the same, as often and at the same places.
func TestAllDriversAgree(t *testing.T) {
	example, err := filepath.Abs(filepath.Join(root, "examples", "legacyshop"))
	if err != nil {
		t.Fatal(err)
	}
	t.Run("example", func(t *testing.T) { agree(t, example, nil) })
	t.Run("serf", func(t *testing.T) { agree(t, fetch(t, realModule), []string{"GOWORK=off", "GOFLAGS=-mod=mod"}) })
}

// fetch gets a module from the module proxy, and copies it to where a driver may write.
func fetch(t *testing.T, module string) (dir string) {
	t.Helper()
	got := execute(t, t.TempDir(), []string{"GOWORK=off"}, "go", "mod", "download", "-json", module)
	var info struct{ Dir string }
	if err := json.Unmarshal([]byte(got.stdout), &info); err != nil || got.status != 0 {
		t.Fatalf("%s: %v\n%s%s", module, err, got.stdout, got.stderr)
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(info.Dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() { // which are read-only there
			write(t, filepath.Join(dir, strings.TrimPrefix(path, info.Dir)), read(t, path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// agree compares the drivers on the program in a folder.
func agree(t *testing.T, dir string, env []string) {
	command := program(t, "unsafedecode")
	want := places(t, execute(t, dir, env, command, "-format=json", "./..."))
	if len(want) < 5 {
		t.Fatalf("the command finds little: %q", want)
	}
	t.Run("inprocess", func(t *testing.T) {
		same(t, want, places(t, execute(t, dir, env, command, "-inprocess", "-format=json", "./...")))
	})
	t.Run("vet", func(t *testing.T) {
		got := execute(t, dir, env, "go", "vet", "-vettool="+command, "./...")
		same(t, want, printed(got.stderr))
	})
	t.Run("golangci-lint", func(t *testing.T) {
		settings := filepath.Join(t.TempDir(), "golangci.yml")
		write(t, settings, strings.Replace(read(t, filepath.Join(lay(t, "sample.txtar"), ".golangci.yml")), "linters:\n", "issues:\n  max-same-issues: 0\n  max-issues-per-linter: 0\n  uniq-by-line: false\nlinters:\n", 1))
		got := execute(t, dir, append(env, "GOLANGCI_LINT_CACHE="+t.TempDir()), program(t, "golangci-lint"), "run", "-c", settings, "--output.text.path=stdout",
			"--output.text.print-issued-lines=false", "--output.text.colors=false", "./...")
		same(t, want, printed(got.stdout))
	})
	t.Run("gopls", func(t *testing.T) {
		list := execute(t, dir, env, "go", "list", "-f", `{{range .GoFiles}}{{$.Dir}}/{{.}}{{"\n"}}{{end}}`, "./...")
		files := strings.Fields(list.stdout)
		got := execute(t, dir, append(env, "GOPLSCACHE="+t.TempDir()), program(t, "gopls"), append([]string{"check"}, files...)...)
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
	return all
}
