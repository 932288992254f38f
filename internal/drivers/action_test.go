package drivers

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// The action for GitHub, as its runner would go through it: the build, the run with its outputs, and the verdict.
func TestAction(t *testing.T) {
	var action struct {
		Runs struct {
			Steps []struct{ ID, Name, Run string }
		}
	}
	if err := yaml.Unmarshal([]byte(read(t, filepath.Join(root, "action.yml"))), &action); err != nil {
		t.Fatal(err)
	}
	script := make(map[string]string)
	for _, s := range action.Runs.Steps {
		script[s.Name] = s.Run
	}
	temp, dir := t.TempDir(), lay(t, "sample.txtar")
	outputs := filepath.Join(temp, "outputs")
	write(t, outputs, "")
	env := []string{"RUNNER_TEMP=" + temp, "GITHUB_OUTPUT=" + outputs, "PACKAGES=./api ./hook", "ARGS=-rules weakverify"}
	bash := func(dir, step string, env ...string) result {
		t.Helper()
		if script[step] == "" {
			t.Fatalf("action.yml has no step %q", step)
		}
		return execute(t, dir, env, "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script[step])
	}
	if built := bash(root, "Build unsafedecode", env...); built.status != 0 {
		t.Fatal(built.stderr)
	}
	run := bash(dir, "Run unsafedecode", env...)
	if run.status != 0 || len(linesOf(run.stdout, "::error file=hook/hook.go,line=17,")) != 1 || strings.Count(run.stdout, "::error") != 1 {
		t.Errorf("status %d, annotations:\n%s%s", run.status, run.stdout, run.stderr)
	}
	var log struct{ Runs []struct{ Results []any } }
	if err := json.Unmarshal([]byte(read(t, filepath.Join(temp, "unsafedecode.sarif"))), &log); err != nil || len(log.Runs) != 1 || len(log.Runs[0].Results) != 1 {
		t.Errorf("SARIF: %+v, %v", log, err)
	}
	if got := read(t, outputs); !strings.Contains(got, "status=1\n") || !strings.Contains(got, "written=true\n") {
		t.Errorf("outputs: %s", got)
	}
	for _, tt := range []struct {
		status, fail string
		want         int
	}{{"0", "true", 0}, {"1", "true", 1}, {"1", "false", 0}, {"2", "false", 2}} {
		if got := bash(dir, "Judge", "STATUS="+tt.status, "FAIL="+tt.fail); got.status != tt.want {
			t.Errorf("status %s, fail %s: %d, want %d", tt.status, tt.fail, got.status, tt.want)
		}
	}

	// What cannot run at all leaves no file to upload, not even that of the run before.
	write(t, outputs, "")
	os.Remove(filepath.Join(dir, "go.mod"))
	bash(dir, "Run unsafedecode", env...)
	if got := read(t, outputs); !strings.Contains(got, "status=2\n") {
		t.Errorf("outputs of a run that fails: %s", got)
	}
}

// The hook for pre-commit names the command, and installs as its language does.
func TestPreCommitHook(t *testing.T) {
	var hooks []struct {
		ID, Entry, Language string
		PassFilenames       *bool `yaml:"pass_filenames"`
	}
	if err := yaml.Unmarshal([]byte(read(t, filepath.Join(root, ".pre-commit-hooks.yaml"))), &hooks); err != nil {
		t.Fatal(err)
	}
	if len(hooks) != 1 || hooks[0].Language != "golang" || hooks[0].PassFilenames == nil || *hooks[0].PassFilenames {
		t.Fatalf("%+v", hooks)
	}
	dir := t.TempDir()
	if got := execute(t, root, []string{"GOBIN=" + dir, "GOWORK=off", "GOFLAGS="}, "go", "install", "./..."); got.status != 0 {
		t.Fatal(got.stderr)
	}
	if _, err := os.Stat(filepath.Join(dir, hooks[0].Entry)); err != nil {
		t.Errorf("go install ./... does not make the hook's entry: %v", err)
	}
}

// What golangci-lint builds itself with names a package of this module that registers the linter.
func TestCustomGolangciLint(t *testing.T) {
	var custom struct {
		Version string
		Plugins []struct{ Module, Import string }
	}
	if err := yaml.Unmarshal([]byte(read(t, filepath.Join(root, ".custom-gcl.yml"))), &custom); err != nil {
		t.Fatal(err)
	}
	if len(custom.Plugins) != 1 || !strings.HasPrefix(custom.Version, "v2.") {
		t.Fatalf("%+v", custom)
	}
	plugin := custom.Plugins[0]
	got := execute(t, root, nil, "go", "list", "-f", "{{.Module.Path}} {{join .Imports \" \"}}", plugin.Import)
	if !strings.HasPrefix(got.stdout, plugin.Module+" ") || !strings.Contains(got.stdout, "/plugin-module-register/register") {
		t.Errorf("%s of %s is no plugin: %s%s", plugin.Import, plugin.Module, got.stdout, got.stderr)
	}
}
