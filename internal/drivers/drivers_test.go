// Package drivers holds the programs that run the suite to one another, and to what their users do with them: the
// command, go vet, golangci-lint, gopls in an editor, nogo, and a build cache that machines share. All are the real
// ones, built here.
package drivers

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"
)

const root = "../.."

// binDir holds the programs under test, each built when a test first asks for it.
var binDir string

func TestMain(m *testing.M) {
	switch os.Getenv(roleVar) {
	case roleNogo:
		os.Exit(nogo(os.Args[1:]))
	case roleCache:
		os.Exit(cacheProgram())
	}
	dir, err := os.MkdirTemp("", "drivers-*")
	if err != nil {
		panic(err)
	}
	binDir = dir
	status := m.Run()
	os.RemoveAll(dir)
	os.Exit(status)
}

// roleVar makes this test binary another program.
const (
	roleVar   = "UNSAFEDECODE_DRIVERS_ROLE"
	roleNogo  = "nogo"
	roleCache = "cache"
)

var buildCommand = sync.OnceValues(func() (string, error) {
	program := filepath.Join(binDir, "unsafedecode")
	cmd := exec.Command("go", "build", "-o", program, "./cmd/unsafedecode")
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%s: %v\n%s", cmd, err, out)
	}
	return program, nil
})

var linked = map[string]func() (string, error){
	"gopls":         sync.OnceValues(func() (string, error) { return buildLinked("gopls") }),
	"golangci-lint": sync.OnceValues(func() (string, error) { return buildLinked("golangci-lint") }),
}

// buildLinked builds a program as a user does. That takes minutes where the go command's build cache is empty, and
// seconds where it is not.
func buildLinked(name string) (string, error) {
	command, err := buildCommand()
	if err != nil {
		return "", err
	}
	source, err := filepath.Abs(root)
	if err != nil {
		return "", err
	}
	program := filepath.Join(binDir, name)
	cmd := exec.Command(command, name, "-source", source, "-o", program)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%s: %v\n%s", cmd, err, out)
	}
	return program, nil
}

// program returns the path of the command, of gopls or of golangci-lint.
func program(t testing.TB, name string) string {
	t.Helper()
	build, ok := linked[name]
	if !ok {
		build = buildCommand
	}
	path, err := build()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// editor returns the path of a program that Debian has and a machine need not have. In CI it must be there.
func editor(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("UNSAFEDECODE_EDITORS_REQUIRED") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	return path
}

// lay writes the files of a txtar archive into a new folder.
func lay(t testing.TB, archive string) (dir string) {
	t.Helper()
	a, err := txtar.ParseFile(filepath.Join("testdata", archive))
	if err != nil {
		t.Fatal(err)
	}
	if dir, err = filepath.EvalSymlinks(t.TempDir()); err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Files {
		write(t, filepath.Join(dir, f.Name), string(f.Data))
	}
	return dir
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// A result is what a program printed and how it ended.
type result struct {
	stdout, stderr string
	status         int
}

// execute runs a program; env is added to the environment.
func execute(t testing.TB, dir string, env []string, name string, args ...string) result {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return result{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// linesOf are the lines of a text that hold something, in order.
func linesOf(text, hold string) (lines []string) {
	for line := range strings.Lines(text) {
		if strings.Contains(line, hold) {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	slices.Sort(lines)
	return lines
}
