package model

import (
	"bytes"
	"os"
	"testing"

	"golang.org/x/tools/go/packages"
)

// readData reads the models of the tree.
func readData(t testing.TB) []*File {
	t.Helper()
	files, err := ReadAll(os.DirFS("data"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestCompiledModelsAreCurrent(t *testing.T) {
	words, err := ReadVocabulary(os.DirFS("data"))
	if err != nil {
		t.Fatal(err)
	}
	want, err := Compile(readData(t), words)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("models_gen.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("models_gen.go is stale: run go generate ./internal/model")
	}
}

// The models of the standard library are checked against the toolchain that runs the test; those of other libraries
// by the module modelcheck, which requires them.
func TestStandardLibraryIsAsModelled(t *testing.T) {
	var paths []string
	byPath := map[string]*File{}
	for _, f := range readData(t) {
		if f.Module != "" {
			continue
		}
		for _, p := range f.Paths {
			if p != builtinPkg && p != "shapes" {
				paths = append(paths, p)
				byPath[p] = f
			}
		}
	}
	config := &packages.Config{Mode: packages.NeedName | packages.NeedTypes | packages.NeedSyntax | packages.NeedImports}
	pkgs, err := packages.Load(config, paths...)
	if err != nil {
		t.Fatal(err)
	}
	for _, pkg := range pkgs {
		for _, err := range pkg.Errors {
			t.Errorf("%s: %v", pkg.PkgPath, err)
		}
		f := byPath[pkg.PkgPath]
		if f == nil {
			t.Errorf("loaded %s, which no file is about", pkg.PkgPath)
			continue
		}
		for _, e := range f.Entries {
			if err := e.Verify(pkg.Types); err != nil {
				t.Error(err)
			}
		}
	}
	if len(pkgs) != len(paths) {
		t.Errorf("loaded %d packages of %d", len(pkgs), len(paths))
	}
}

func dataFile(name string) ([]byte, error) { return os.ReadFile("data/" + name) }
