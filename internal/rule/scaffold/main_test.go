package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// repository copies what building and testing a rule takes.
func repository(t *testing.T) string {
	t.Helper()
	const root = "../../.."
	dir := t.TempDir()
	for _, name := range []string{"go.mod", "go.sum", "analyzer", "docs", "internal", "passes", "testdata"} {
		err := filepath.WalkDir(filepath.Join(root, name), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(root, path)
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			target := filepath.Join(dir, rel)
			if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
				return err
			}
			return os.WriteFile(target, data, 0o644)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// A scaffolded rule builds, is in the suite, and passes its test.
func TestScaffold(t *testing.T) {
	dir := repository(t)
	if err := scaffold(dir, "trialrule", "a trial is made"); err != nil {
		t.Fatal(err)
	}
	if err := derive(dir); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"test", "./passes/trialrule", "./internal/config"},
		{"test", "-run=TestSuite|TestRules|TestNoPass|TestDerived|TestMessages", "./analyzer"},
		{"vet", "./passes/trialrule", "./analyzer"},
	} {
		cmd := exec.Command("go", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOWORK=off")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", cmd, err, out)
		}
	}
	for file, want := range map[string]string{
		"docs/rules.md": "## trialrule", "docs/bazel.md": "//passes/trialrule\",\n", "docs/settings.schema.json": "\"trialrule\": {",
		"internal/config/rulenames.go": "\"trialrule\",\n",
	} {
		if text, err := os.ReadFile(filepath.Join(dir, file)); err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s lacks the rule: %v", file, err)
		}
	}
	if err := scaffold(dir, "trialrule", "a trial is made"); err == nil || !strings.Contains(err.Error(), "already exists") {
		t.Errorf("a second time: %v", err)
	}
}

func TestBadNames(t *testing.T) {
	for name, title := range map[string]string{"Upper": "fine", "with_underscore": "fine", "fine": "Upper", "good": "ends.", "well": ""} {
		if err := scaffold(t.TempDir(), name, title); err == nil {
			t.Errorf("%s %q: no error", name, title)
		}
	}
	if err := scaffold(t.TempDir(), "fine", "fine"); err == nil || !strings.Contains(err.Error(), "root of the repository") {
		t.Errorf("elsewhere: %v", err)
	}
}
