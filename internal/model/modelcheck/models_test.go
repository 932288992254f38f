package modelcheck

import (
	"bytes"
	"os"
	"regexp"
	"slices"
	"strings"
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

// TestOldest checks every model against the oldest version that it says it holds for. Names with `since:` may be missing
// there; those with `until:` must not. A module with `public:` that the proxy has, but that cannot be required beside the
// others, says at which version it is checked.
func TestOldest(t *testing.T) {
	files := readModels(t)
	var ids []string
	for _, f := range files {
		if f.Oldest != "" {
			ids = append(ids, f.Module+"@"+f.Oldest)
		}
	}
	released := releases(t, ids)
	for _, f := range files {
		if f.Oldest == "" {
			continue
		}
		id := f.Module + "@" + f.Oldest
		for _, path := range f.Paths {
			if !within(path, f.Module) {
				continue // a fork, or another major version
			}
			pkg, err := released[id].Import(path)
			if err != nil {
				t.Error(err)
				continue
			}
			for _, e := range f.Entries {
				if err := e.Verify(pkg); err != nil && e.Since == "" {
					t.Errorf("%s: %v", id, err)
				}
			}
		}
	}
}

// TestBounds checks names with `since:` and `until:` against the versions that these say.
func TestBounds(t *testing.T) {
	type bound struct {
		id, path string
		entry    *model.Entry
	}
	var bounds []bound
	var ids []string
	for _, f := range readModels(t) {
		if f.Module == "" || f.Public != "" {
			continue
		}
		for i := range f.Entries {
			for _, version := range []string{f.Entries[i].Since, f.Entries[i].Until} {
				if version != "" {
					bounds = append(bounds, bound{f.Module + "@" + version, f.Paths[0], &f.Entries[i]})
					ids = append(ids, f.Module+"@"+version)
				}
			}
		}
	}
	released := releases(t, ids)
	for _, b := range bounds {
		pkg, err := released[b.id].Import(b.path)
		if err != nil {
			t.Error(err)
			continue
		}
		if err := b.entry.Verify(pkg); err != nil {
			t.Errorf("%s: %v", b.id, err)
		}
	}
}

// releases fetches modules, each given as path@version.
func releases(t *testing.T, ids []string) map[string]*Release {
	t.Helper()
	slices.Sort(ids)
	ids = slices.Compact(ids)
	dirs, err := Download(ids)
	if err != nil {
		t.Fatal(err)
	}
	std, err := List("std")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*Release{}
	for _, id := range ids {
		module, version, _ := strings.Cut(id, "@")
		out[id] = NewRelease(module, version, dirs[id], std)
	}
	return out
}

// majorVersion is what follows a module's path in that of another major version of it.
var majorVersion = regexp.MustCompile(`^/v[0-9]+(/|$)`)

func within(importPath, module string) bool {
	rest, ok := strings.CutPrefix(importPath, module)
	return ok && (rest == "" || rest[0] == '/') && !majorVersion.MatchString(rest)
}
