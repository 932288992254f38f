// Package golangcilint tests golangci-lint with the suite linked in: that it finds what the command finds, and that what its
// users do works.
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
		l := newLint(t, s.Dir, s.Env...)
		s.Same(t, drive.Printed(l.run(t, "-c", settings, "./...").Stdout))
	})
}

func TestVersion(t *testing.T) {
	drive.HasVersion(t, "golangci-lint", `golangci-lint v2\.\d+\.\d+ with `)
}
