package drive

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unsafedecode/unsafedecode/analyzer"
	"github.com/unsafedecode/unsafedecode/internal/report"
)

// realModule is a program that was not written for these tests. Its packages exchange facts, and import some from a
// dependency.
const realModule = "github.com/hashicorp/serf@v0.10.2"

// A Subject is a program that drivers are compared on, with what the command finds there.
type Subject struct {
	Dir  string
	Env  []string
	Want []string // as file:line:column rule
}

// OnSubjects compares a driver with the command on the example and on a real program.
func OnSubjects(t *testing.T, compare func(t *testing.T, s *Subject)) {
	for name, of := range map[string]func(*testing.T) *Subject{
		"example": func(*testing.T) *Subject {
			return &Subject{Dir: filepath.Join(Root(), "examples", "legacyshop")}
		},
		"serf": func(t *testing.T) *Subject {
			return &Subject{Dir: fetch(t, realModule), Env: []string{"GOWORK=off", "GOFLAGS=-mod=mod"}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := of(t)
			s.Want = Places(t, Execute(t, s.Dir, s.Env, Program(t, "unsafedecode"), "-format=json", "./..."))
			if len(s.Want) < 5 {
				t.Fatalf("the command finds little: %q", s.Want)
			}
			compare(t, s)
		})
	}
}

// fetch gets a module from the module proxy, and copies it to where a driver may write.
func fetch(t *testing.T, module string) (dir string) {
	t.Helper()
	got := Execute(t, t.TempDir(), []string{"GOWORK=off"}, "go", "mod", "download", "-json", module)
	var info struct{ Dir string }
	if err := json.Unmarshal([]byte(got.Stdout), &info); err != nil || got.Status != 0 {
		t.Fatalf("%s: %v\n%s%s", module, err, got.Stdout, got.Stderr)
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(info.Dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() { // which are read-only there
			Write(t, filepath.Join(dir, strings.TrimPrefix(path, info.Dir)), Read(t, path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// Same compares what a driver finds with what the command does.
func (s *Subject) Same(t *testing.T, got []string) {
	t.Helper()
	if diff := cmp.Diff(s.Want, got); diff != "" {
		t.Errorf("-the command +this driver\n%s", diff)
	}
}

// Places are the findings of a report in JSON, as file:line:column rule.
func Places(t *testing.T, run Result) (all []string) {
	t.Helper()
	var findings []report.Finding
	if err := json.Unmarshal([]byte(run.Stdout), &findings); err != nil {
		t.Fatalf("%v\n%s", err, run.Stderr)
	}
	for _, f := range findings {
		all = append(all, fmt.Sprintf("%s:%d:%d %s", f.File, f.Line, f.Column, f.Rule))
	}
	slices.Sort(all)
	return all
}

var line = regexp.MustCompile(`^(?:\./)?(\S+\.go:\d+:\d+)(?:-[\d:]+)?: ([a-z]+): `)

// Printed are the same of the lines that a driver prints, without those of other analyzers and of traces.
func Printed(text string) (all []string) {
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
