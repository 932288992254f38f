// Package gopls tests gopls with the suite linked in: that it finds what the command finds, and that what its users do in
// editors works.
package gopls

import (
	"os"
	"strings"
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/drivers/drive"
)

func TestMain(m *testing.M) { drive.Main(m) }

// gopls finds what the command finds, as often and at the same places.
func TestGoplsAgrees(t *testing.T) {
	drive.OnSubjects(t, func(t *testing.T, s *drive.Subject) {
		list := drive.Execute(t, s.Dir, s.Env, "go", "list", "-f", `{{range .GoFiles}}{{$.Dir}}/{{.}}{{"\n"}}{{end}}`, "./...")
		files := strings.Fields(list.Stdout)
		got := drive.Execute(t, s.Dir, append(s.Env, "GOPLSCACHE="+t.TempDir()), drive.Program(t, "gopls"), append([]string{"check"}, files...)...)
		s.Same(t, drive.Printed(strings.ReplaceAll(got.Stdout, s.Dir+string(os.PathSeparator), "")))
	})
}

func TestVersion(t *testing.T) { drive.HasVersion(t, "gopls", `gopls v0\.\d+\.\d+ with `) }
