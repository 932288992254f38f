package ruletest

import (
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"
)

// traceMark is a comment that a fixture has on the line of a step: `// trace: read from body of an HTTP request`. In the middle of
// another comment it counts, too.
var traceMark = regexp.MustCompile(`// trace: ([^/]*)`)

// traces checks that the trace of some finding has each step that the fixtures mark, and that every finding has a trace.
func traces(t *testing.T, dir string, results []*analysistest.Result) {
	t.Helper()
	said := map[string][]string{} // by file and line
	at := func(fset *token.FileSet, pos token.Pos) string {
		p := fset.Position(pos)
		return p.Filename + ":" + strconv.Itoa(p.Line)
	}
	for _, r := range results {
		for _, d := range r.Action.Diagnostics {
			if len(d.Related) == 0 {
				t.Errorf("%s: a finding without a trace: %s", r.Action.Package.Fset.Position(d.Pos), d.Message)
			}
			for _, step := range d.Related {
				where := at(r.Action.Package.Fset, step.Pos)
				said[where] = append(said[where], step.Message)
				if place := inDependency.FindStringSubmatch(step.Message); place != nil { // its place is in its text
					where = filepath.Join(filepath.Dir(dir), filepath.FromSlash(place[1])) + ":" + place[2]
					said[where] = append(said[where], step.Message)
				}
			}
		}
	}
	for file, text := range sources(t, dir) {
		for i, line := range strings.Split(text, "\n") {
			m := traceMark.FindStringSubmatch(line)
			if m == nil {
				continue
			}
			want, where := strings.TrimSpace(m[1]), file+":"+strconv.Itoa(i+1)
			if !strings.Contains(strings.Join(said[where], "\n"), want) {
				t.Errorf("%s: no trace has the step %q; here are %q", where, want, said[where])
			}
		}
	}
}

// inDependency finds the place of a step inside of another package.
var inDependency = regexp.MustCompile(` at (\S+\.go):(\d+):\d+\)$`)

// sources reads the Go files below a folder.
func sources(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" {
			return err
		}
		data, err := os.ReadFile(path)
		out[path] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
