package drive

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

// realModule is a program that was not written for these tests. Its packages exchange facts with each other, and get some from
// a dependency.
const realModule = "github.com/hashicorp/serf@v0.10.2"

// A Subject is a program that drivers are compared on.
type Subject struct {
	Dir  string
	Env  []string // added to the environment
	Want []string // the findings of the command, each as "file:line:column rule", sorted
}

// OnSubjects calls compare with the example and with a real program, each in a subtest.
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

// fetch downloads a module and returns a copy that drivers may write to: files in the module cache are read-only.
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
	if err := os.CopyFS(dir, os.DirFS(info.Dir)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Same fails the test if a driver's findings, in the form of s.Want, are not the command's.
func (s *Subject) Same(t *testing.T, got []string) {
	t.Helper()
	if diff := cmp.Diff(s.Want, got); diff != "" {
		t.Errorf("-the command +this driver\n%s", diff)
	}
}

// Places returns the findings that the command printed as JSON, in the form of Subject.Want.
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

// Printed returns the findings in the text of another driver, in the form of Subject.Want. Lines of traces and of other
// analyzers are ignored.
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
