package drivers

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/unsafedecode/unsafedecode/internal/drivers/drive"
)

// The steps of the action for GitHub, as its runner would run them: the build, the run with its outputs, and the verdict.
func TestAction(t *testing.T) {
	var action struct {
		Runs struct {
			Steps []struct{ ID, Name, Run string }
		}
	}
	if err := yaml.Unmarshal([]byte(drive.Read(t, filepath.Join(drive.Root(), "action.yml"))), &action); err != nil {
		t.Fatal(err)
	}
	script := make(map[string]string)
	for _, s := range action.Runs.Steps {
		script[s.Name] = s.Run
	}
	temp, dir := t.TempDir(), drive.Lay(t, "sample.txtar")
	outputs := filepath.Join(temp, "outputs")
	drive.Write(t, outputs, "")
	env := []string{"RUNNER_TEMP=" + temp, "GITHUB_OUTPUT=" + outputs, "PACKAGES=./api ./hook", "ARGS=-rules weakverify"}
	bash := func(dir, step string, env ...string) drive.Result {
		t.Helper()
		if script[step] == "" {
			t.Fatalf("action.yml has no step %q", step)
		}
		return drive.Execute(t, dir, env, "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script[step])
	}
	if built := bash(drive.Root(), "Build unsafedecode", env...); built.Status != 0 {
		t.Fatal(built.Stderr)
	}
	run := bash(dir, "Run unsafedecode", env...)
	if run.Status != 0 || len(drive.LinesOf(run.Stdout, "::error file=hook/hook.go,line=17,")) != 1 || strings.Count(run.Stdout, "::error") != 1 {
		t.Errorf("status %d, annotations:\n%s%s", run.Status, run.Stdout, run.Stderr)
	}
	var log struct{ Runs []struct{ Results []any } }
	if err := json.Unmarshal([]byte(drive.Read(t, filepath.Join(temp, "unsafedecode.sarif"))), &log); err != nil || len(log.Runs) != 1 || len(log.Runs[0].Results) != 1 {
		t.Errorf("SARIF: %+v, %v", log, err)
	}
	if got := drive.Read(t, outputs); !strings.Contains(got, "status=1\n") || !strings.Contains(got, "written=true\n") {
		t.Errorf("outputs: %s", got)
	}
	for _, tt := range []struct {
		status, fail string
		want         int
	}{{"0", "true", 0}, {"1", "true", 1}, {"1", "false", 0}, {"2", "false", 2}} {
		if got := bash(dir, "Judge", "STATUS="+tt.status, "FAIL="+tt.fail); got.Status != tt.want {
			t.Errorf("status %s, fail %s: %d, want %d", tt.status, tt.fail, got.Status, tt.want)
		}
	}

	// What cannot run at all leaves no file to upload, not even that of the run before.
	drive.Write(t, outputs, "")
	os.Remove(filepath.Join(dir, "go.mod"))
	bash(dir, "Run unsafedecode", env...)
	if got := drive.Read(t, outputs); !strings.Contains(got, "status=2\n") {
		t.Errorf("outputs of a run that fails: %s", got)
	}
}

// The hook for pre-commit names the command, and installs as its language does.
func TestPreCommitHook(t *testing.T) {
	var hooks []struct {
		ID, Entry, Language string
		PassFilenames       *bool `yaml:"pass_filenames"`
	}
	if err := yaml.Unmarshal([]byte(drive.Read(t, filepath.Join(drive.Root(), ".pre-commit-hooks.yaml"))), &hooks); err != nil {
		t.Fatal(err)
	}
	if len(hooks) != 1 || hooks[0].Language != "golang" || hooks[0].PassFilenames == nil || *hooks[0].PassFilenames {
		t.Fatalf("%+v", hooks)
	}
	dir := t.TempDir()
	if got := drive.Execute(t, drive.Root(), []string{"GOBIN=" + dir, "GOWORK=off", "GOFLAGS="}, "go", "install", "./..."); got.Status != 0 {
		t.Fatal(got.Stderr)
	}
	if _, err := os.Stat(filepath.Join(dir, hooks[0].Entry)); err != nil {
		t.Errorf("go install ./... does not make the hook's entry: %v", err)
	}
}
