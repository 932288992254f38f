package modelcheck

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/build"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

// A Release is one module at one version, unpacked by itself: the packages of other modules that it imports stand empty,
// so that an old release is checked without its old dependencies.
type Release struct {
	Module, Version string

	dir      string
	packages *Signatures // of the standard library
	own      *Signatures
}

// Download fetches modules, each given as path@version, and returns where they are by path@version.
func Download(modules []string) (dirs map[string]string, err error) {
	cmd := exec.Command("go", append([]string{"mod", "download", "-json"}, modules...)...)
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
	cmd.Dir = os.TempDir() // outside of any module: nothing is to be required
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, runErr := cmd.Output()
	dirs = map[string]string{}
	var errs []error
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var m struct{ Path, Version, Dir, Error string }
		if err := decoder.Decode(&m); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("go mod download: %w\n%s", errors.Join(runErr, err), stderr.Bytes())
		}
		if m.Error != "" {
			errs = append(errs, fmt.Errorf("%s@%s: %s", m.Path, m.Version, m.Error))
		}
		dirs[m.Path+"@"+m.Version] = m.Dir
	}
	return dirs, errors.Join(errs...)
}

// NewRelease returns the module unpacked in a folder. The standard library comes from std.
func NewRelease(module, version, dir string, std *Signatures) *Release {
	r := &Release{Module: module, Version: version, dir: dir, packages: std}
	r.own = &Signatures{fset: std.fset, loaded: map[string]*types.Package{}}
	return r
}

// Import returns a package of the release, of the standard library, or an empty one.
func (r *Release) Import(importPath string) (*types.Package, error) {
	if pkg, ok := r.own.loaded[importPath]; ok {
		return pkg, nil
	}
	rest, mine := strings.CutPrefix(importPath, r.Module)
	switch {
	case mine && (rest == "" || rest[0] == '/'):
		return r.check(importPath, filepath.Join(r.dir, filepath.FromSlash(rest)))
	case r.packages.listed[importPath] != nil || importPath == "unsafe":
		return r.packages.Import(importPath)
	}
	pkg := types.NewPackage(importPath, path.Base(importPath))
	pkg.MarkComplete()
	r.own.loaded[importPath] = pkg
	return pkg, nil
}

func (r *Release) check(importPath, dir string) (*types.Package, error) {
	found, err := build.ImportDir(dir, 0)
	if err != nil {
		return nil, fmt.Errorf("%s@%s: %w", r.Module, r.Version, err)
	}
	p := &listedPackage{ImportPath: importPath, Dir: dir}
	return r.own.check(p, append(found.GoFiles, found.CgoFiles...), r)
}
