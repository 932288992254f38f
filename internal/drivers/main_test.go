// Package drivers tests that the programs that run the suite find the same, and that what their users do works: the command,
// go vet, nogo, the action for GitHub, a build cache that machines share. All but nogo are real, and built here. The packages
// golangcilint and gopls do the same for those two, which take longest to build.
package drivers

import (
	"os"
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/drivers/drive"
)

func TestMain(m *testing.M) {
	switch os.Getenv(roleVar) {
	case roleNogo:
		os.Exit(nogo(os.Args[1:]))
	case roleCache:
		os.Exit(cacheProgram())
	}
	drive.Main(m)
}

// roleVar makes this test binary another program.
const (
	roleVar   = "UNSAFEDECODE_DRIVERS_ROLE"
	roleNogo  = "nogo"
	roleCache = "cache"
)
