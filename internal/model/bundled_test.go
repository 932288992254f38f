package model

import (
	"os"
	"testing"

	"golang.org/x/tools/go/packages"
)

// The models of the bundled library are true of it. Those of other libraries are checked by modelcheck, against what the
// module proxy has.
func TestBundledLibrary(t *testing.T) {
	files, err := ReadAll(os.DirFS("data"))
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, f := range files {
		if f.Module != "github.com/unsafedecode/unsafedecode/signedcodec" {
			continue
		}
		for _, path := range f.Paths {
			loaded, err := packages.Load(&packages.Config{Mode: packages.NeedTypes | packages.NeedImports | packages.NeedDeps | packages.NeedName, Dir: "../../signedcodec"}, path)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range f.Entries {
				seen++
				if err := e.Verify(loaded[0].Types); err != nil {
					t.Errorf("%s: %v", path, err)
				}
			}
		}
	}
	if seen < 15 {
		t.Errorf("%d entries of the bundled library's models are checked", seen)
	}
}
