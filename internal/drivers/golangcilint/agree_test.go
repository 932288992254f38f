// Package golangcilint compares golangci-lint with the suite linked in to the command, and to what its users do with it.
package golangcilint

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/drivers/drive"
)

func TestMain(m *testing.M) { drive.Main(m) }

// golangci-lint finds what the command finds, as often and at the same places.
func TestGolangciLintAgrees(t *testing.T) {
	settings := filepath.Join(t.TempDir(), "golangci.yml")
	plain := drive.Read(t, filepath.Join(drive.Lay(t, "sample.txtar"), ".golangci.yml"))
	drive.Write(t, settings, strings.Replace(plain, "linters:\n", "issues:\n  max-same-issues: 0\n  max-issues-per-linter: 0\n  uniq-by-line: false\nlinters:\n", 1))
	drive.OnSubjects(t, func(t *testing.T, s *drive.Subject) {
		env := append(s.Env, "GOLANGCI_LINT_CACHE="+t.TempDir())
		got := drive.Execute(t, s.Dir, env, drive.Program(t, "golangci-lint"), "run", "-c", settings, "--output.text.path=stdout",
			"--output.text.print-issued-lines=false", "--output.text.colors=false", "./...")
		s.Same(t, drive.Printed(got.Stdout))
	})
}

func TestVersion(t *testing.T) {
	drive.HasVersion(t, "golangci-lint", `golangci-lint v2\.\d+\.\d+ with `)
}
