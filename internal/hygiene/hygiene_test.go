// Package hygiene checks the whole repository: with gofmt, go vet, staticcheck, deadcode, go mod tidy and the program itself,
// and for the wording of what users read.
package hygiene

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const root = "../.."

// tool builds one of the tools that the module internal/tools requires, and returns the program.
func tool(t *testing.T, path string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), filepath.Base(path))
	output(t, filepath.Join(root, "internal", "tools"), []string{"GOWORK=off"}, "go", "build", "-o", program, path)
	return program
}

// modules returns the directories of the modules of the workspace.
func modules(t *testing.T) []string {
	t.Helper()
	out := output(t, root, nil, "go", "list", "-m", "-f", "{{.Dir}}")
	return strings.Fields(out)
}

// output runs a command and returns what it prints to standard output. If it fails, so does the test, with all that it printed.
func output(t *testing.T, dir string, env []string, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Errorf("%s in %s: %v\n%s%s", cmd, dir, err, stdout.Bytes(), stderr.Bytes())
	}
	return stdout.String()
}

func TestFormat(t *testing.T) {
	var files []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == ".git" {
			return filepath.SkipDir
		}
		if err == nil && !d.IsDir() && filepath.Ext(path) == ".go" {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if bad := output(t, ".", nil, "gofmt", append([]string{"-l"}, files...)...); bad != "" {
		t.Errorf("run gofmt -w on\n%s", bad)
	}
}

func TestVet(t *testing.T) {
	for _, dir := range modules(t) {
		output(t, dir, nil, "go", "vet", "./...")
	}
}

func TestStaticcheck(t *testing.T) {
	program := tool(t, "honnef.co/go/tools/cmd/staticcheck")
	for _, dir := range modules(t) {
		var args []string
		if filepath.Base(dir) == "legacyshop" {
			args = []string{"-checks=all,-SA5008"} // its struct tags are wrong on purpose
		}
		output(t, dir, nil, program, append(args, "./...")...)
	}
}

// unreached has the functions that no program and no test of this module calls, each with its caller elsewhere.
var unreached = map[string]string{
	"SettingsState": "the program that internal/link writes for gopls",
}

func TestNoFunctionIsDead(t *testing.T) {
	for line := range strings.Lines(output(t, root, nil, tool(t, "golang.org/x/tools/cmd/deadcode"), "-test", "./...")) {
		if name := strings.TrimSpace(line[strings.LastIndexByte(line, ':')+1:]); unreached[name] == "" {
			t.Errorf("%s: nothing calls it", strings.TrimSpace(line))
		}
	}
}

func TestModulesAreTidy(t *testing.T) {
	for _, dir := range modules(t) {
		output(t, dir, []string{"GOWORK=off"}, "go", "mod", "tidy", "-diff")
	}
}

// The program finds nothing in itself and in the library that its fixes use.
func TestOnItself(t *testing.T) {
	program := filepath.Join(t.TempDir(), "unsafedecode")
	output(t, root, nil, "go", "build", "-o", program, "./cmd/unsafedecode")
	for _, dir := range modules(t) {
		if !strings.Contains(filepath.ToSlash(dir), "/examples/") {
			output(t, dir, nil, program, "./...")
		}
	}
}
