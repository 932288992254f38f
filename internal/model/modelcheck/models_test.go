package modelcheck

import (
	"bytes"
	"os"
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/model"
)

func readModels(t *testing.T) []*model.File {
	t.Helper()
	for _, name := range []string{"go.mod", "go.sum"} { // the go command keeps a result until a file that the test has read changes
		if _, err := os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	files, err := model.ReadAll(os.DirFS("../data"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestNewest checks every model against the version in go.mod, which is the newest that the module proxy has.
func TestNewest(t *testing.T) {
	files := readModels(t)
	var paths []string
	for _, f := range files {
		if f.Module != "" && f.Public == "" {
			paths = append(paths, f.Paths...)
		}
	}
	signatures, err := List(paths...)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.Module == "" || f.Public != "" {
			continue
		}
		for _, path := range f.Paths {
			pkg, err := signatures.Import(path)
			if err != nil {
				t.Errorf("%s: %v", path, err)
				continue
			}
			for _, e := range f.Entries {
				if err := e.Verify(pkg); err != nil && e.Until == "" {
					t.Errorf("%s: %v", path, err)
				}
			}
		}
	}
}

func TestImportsAreCurrent(t *testing.T) {
	want, err := Imports(readModels(t))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("imports.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("imports.go is stale: run go run ./gen and go mod tidy in internal/model/modelcheck")
	}
}
