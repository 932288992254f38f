package drivers

import (
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/drivers/drive"
)

// The command finds the same in one process and through go vet, as often and in the same places.
func TestVetAgrees(t *testing.T) {
	command := drive.Program(t, "unsafedecode")
	drive.OnSubjects(t, func(t *testing.T, s *drive.Subject) {
		s.Same(t, drive.Places(t, drive.Execute(t, s.Dir, s.Env, command, "-inprocess", "-format=json", "./...")))
		got := drive.Execute(t, s.Dir, s.Env, "go", "vet", "-vettool="+command, "./...")
		s.Same(t, drive.Printed(got.Stderr))
	})
}

func TestVersion(t *testing.T) { drive.HasVersion(t, "unsafedecode", "") }
