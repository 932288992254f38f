// Package drive builds and runs the programs that run the suite, for tests: the command, gopls and golangci-lint.
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

// Root returns the root of this repository. It is called from a test of a package in it.
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

// Main is the TestMain of packages whose tests call Program.
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

// Lay writes the files of an archive in internal/drivers/testdata to a new directory and returns it.
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

// Write writes a file and makes the directories above it.
func Write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// Read returns the content of a file.
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

// Execute runs a program in dir; env is added to the environment. An exit status other than 0 does not fail the test.
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

// LinesOf returns the lines of text that contain part, without surrounding space, sorted.
func LinesOf(text, part string) (lines []string) {
	for line := range strings.Lines(text) {
		if strings.Contains(line, part) {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	slices.Sort(lines)
	return lines
}
