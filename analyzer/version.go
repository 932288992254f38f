package analyzer

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/unsafedecode/unsafedecode/internal/model"
)

// modulePath is the path of this module, whatever program it is linked into.
const modulePath = "github.com/unsafedecode/unsafedecode"

// Version returns the version of this module that the program was built with, or "(devel)" if it was built in a
// working copy.
func Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(devel)"
	}
	m := &info.Main
	for _, dep := range info.Deps {
		if dep.Path == modulePath {
			m = dep
		}
	}
	if m.Path != modulePath || m.Version == "" || m.Replace != nil {
		return "(devel)"
	}
	return m.Version
}

// About returns a line with the versions of the suite that a program has: of this module, of Go and of the models.
func About() string {
	return fmt.Sprintf("unsafedecode %s built with %s for %s/%s, models %s of %d packages", Version(), runtime.Version(), runtime.GOOS, runtime.GOARCH, model.Digest(), len(model.Paths()))
}
