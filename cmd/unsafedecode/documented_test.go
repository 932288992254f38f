package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/unsafedecode/unsafedecode/analyzer"
	"github.com/unsafedecode/unsafedecode/internal/report"
)

// The documentation's examples are whole programs: each rule finds something in its first, and no rule finds anything in its
// second.
func TestDocumentedExamples(t *testing.T) {
	for _, r := range analyzer.BuiltIn() {
		t.Run(r.Name, func(t *testing.T) {
			if found := findings(t, r.Before, "-rules="+r.Name); len(found) == 0 {
				t.Error("nothing is found in testdata/before.go")
			}
			for _, f := range findings(t, r.After) {
				t.Errorf("found in testdata/after.go: line %d: %s: %s", f.Line, f.Rule, f.Message)
			}
		})
	}
}

// A program that is shown as the right one starts: what its variables are made of does not panic. Its keys are in the
// environment.
func TestDocumentedExamplesStart(t *testing.T) {
	started := 0
	for _, r := range analyzer.BuiltIn() {
		if !strings.Contains(r.After, "signedcodec.Must(") {
			continue
		}
		started++
		dir := sample(t, r.After)
		if err := os.WriteFile(filepath.Join(dir, "start_test.go"), []byte("package main\n\nimport \"testing\"\n\nfunc TestStart(*testing.T) {}\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("go", "test", ".")
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
		key, err := exec.Command("go", "run", "../../signedcodec/cmd/sckeygen").Output()
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`FromEnv\("(\w+)"\)`).FindAllStringSubmatch(r.After, -1) {
			cmd.Env = append(cmd.Env, m[1]+"="+strings.TrimSpace(string(key)))
		}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: testdata/after.go does not start: %v\n%s", r.Name, err, out)
		}
	}
	if started == 0 {
		t.Error("no example uses signedcodec")
	}
}

// findings analyzes a program, as a module of its own that may import the bundled library.
func findings(t *testing.T, program string, flags ...string) (found []report.Finding) {
	t.Helper()
	cmd := exec.Command("unsafedecode", append([]string{"-format=json"}, flags...)...)
	cmd.Dir = sample(t, program)
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil && cmd.ProcessState.ExitCode() != statusFindings {
		t.Fatalf("%v\n%s", err, stderr.Bytes())
	}
	if err := json.Unmarshal(stdout.Bytes(), &found); err != nil {
		t.Fatal(err)
	}
	return found
}

// sample writes a program as a module of its own that may import the bundled library.
func sample(t *testing.T, program string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	library, err := filepath.Abs("../../signedcodec")
	if err != nil {
		t.Fatal(err)
	}
	const path = "github.com/unsafedecode/unsafedecode/signedcodec"
	for name, text := range map[string]string{
		"main.go": program,
		"go.mod":  fmt.Sprintf("module example.com/documented\n\ngo 1.26\n\nrequire %s v0.0.0\n\nreplace %s => %s\n", path, path, library),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
