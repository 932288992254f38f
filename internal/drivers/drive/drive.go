// Package drive builds and runs, for tests, the programs that run the suite: the command, gopls, golangci-lint.
package drive

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

// Root is the root of this repository, from a package of it that is tested.
var Root = sync.OnceValue(func() string {
	dir, err := os.Getwd()
	for err == nil {
		if _, err := os.Stat(filepath.Join(dir, "go.work")); err == nil {
			return dir
		}
		if up := filepath.Dir(dir); up != dir {
			dir = up
			continue
		}
		err = errors.New("no go.work above the package that is tested")
	}
	panic(err)
})

// binDir holds the programs under test, each built when a test first asks for it.
var binDir string

// Main is the TestMain of the packages whose tests run programs.
func Main(m *testing.M) {
	dir, err := os.MkdirTemp("", "drivers-*")
	if err != nil {
		panic(err)
	}
	binDir = dir
	status := m.Run()
	os.RemoveAll(dir)
	os.Exit(status)
}

var buildCommand = sync.OnceValues(func() (string, error) {
	program := filepath.Join(binDir, "unsafedecode")
	cmd := exec.Command("go", "build", "-o", program, "./cmd/unsafedecode")
	cmd.Dir = Root()
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
	program := filepath.Join(binDir, name)
	cmd := exec.Command(command, name, "-source", Root(), "-o", program)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%s: %v\n%s", cmd, err, out)
	}
	return program, nil
}

// Program returns the path of the command, of gopls or of golangci-lint.
func Program(t testing.TB, name string) string {
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

// Installed returns the path of a program that Debian packages. A test is skipped if the program is missing; with
// UNSAFEDECODE_PROGRAMS_REQUIRED=1, as in CI, it fails.
func Installed(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("UNSAFEDECODE_PROGRAMS_REQUIRED") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	return path
}

// Lay writes the files of a txtar archive into a new folder.
func Lay(t testing.TB, archive string) (dir string) {
	t.Helper()
	a, err := txtar.ParseFile(filepath.Join(Root(), "internal", "drivers", "testdata", archive))
	if err != nil {
		t.Fatal(err)
	}
	if dir, err = filepath.EvalSymlinks(t.TempDir()); err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Files {
		Write(t, filepath.Join(dir, f.Name), string(f.Data))
	}
	return dir
}

// Write makes a file, and the directories above it.
func Write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// Read returns what a file holds.
func Read(t testing.TB, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// A Result is what a program printed and how it ended.
type Result struct {
	Stdout, Stderr string
	Status         int
}

// Execute runs a program; env is added to the environment.
func Execute(t testing.TB, dir string, env []string, name string, args ...string) Result {
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
	return Result{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// LinesOf are the lines of a text that hold something, in order.
func LinesOf(text, hold string) (lines []string) {
	for line := range strings.Lines(text) {
		if strings.Contains(line, hold) {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	slices.Sort(lines)
	return lines
}
