// Package compile type-checks packages some of whose files have other contents than on disk.
//
// It knows export data and the type checker. It must not know what changed, or why. The tests of fixes use it, and the
// command that tries fixes on whole repositories.
package compile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
)

// A Package is a package as the go command lists it.
type Package struct {
	ImportPath string
	Dir        string
	Export     string
	GoFiles    []string
	CgoFiles   []string
	Standard   bool
	ImportMap  map[string]string
	Module     *struct{ Path, GoVersion string }
}

// A World holds the export data of packages.
type World struct {
	Packages map[string]*Package
	fset     *token.FileSet
	imports  types.ImporterFrom
}

// NewWorld returns a world without packages.
func NewWorld() *World {
	w := &World{Packages: make(map[string]*Package), fset: token.NewFileSet()}
	w.imports = importer.ForCompiler(w.fset, "gc", w.open).(types.ImporterFrom)
	return w
}

func (w *World) open(path string) (io.ReadCloser, error) {
	p := w.Packages[path]
	if p == nil || p.Export == "" {
		return nil, fmt.Errorf("no export data of %s", path)
	}
	return os.Open(p.Export)
}

// Add lists packages and their imports in a directory and builds export data. Packages that are known keep theirs.
func (w *World) Add(dir string, env []string, patterns ...string) error {
	args := append([]string{"list", "-e", "-export", "-deps", "-json=ImportPath,Dir,Export,GoFiles,CgoFiles,Standard,ImportMap,Module", "--"}, patterns...)
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("go list in %s: %v\n%s", dir, err, stderr.Bytes())
	}
	dec := json.NewDecoder(bytes.NewReader(out))
	for {
		p := new(Package)
		err := dec.Decode(p)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("go list in %s: %v", dir, err)
		}
		if have := w.Packages[p.ImportPath]; have == nil || have.Export == "" {
			w.Packages[p.ImportPath] = p
		}
	}
}

// Check type-checks a package whose files are replaced as overlay says, by absolute name. It returns what is wrong.
func (w *World) Check(path string, overlay map[string][]byte) []error {
	p := w.Packages[path]
	if p == nil {
		return []error{fmt.Errorf("package %s is not listed", path)}
	}
	var files []*ast.File
	var wrong []error
	for _, name := range slices.Concat(p.GoFiles, p.CgoFiles) {
		if !filepath.IsAbs(name) {
			name = filepath.Join(p.Dir, name)
		}
		var src any
		if text, ok := overlay[name]; ok {
			src = text
		}
		f, err := parser.ParseFile(w.fset, name, src, parser.SkipObjectResolution)
		if err != nil {
			return []error{err}
		}
		files = append(files, f)
	}
	cfg := types.Config{
		Importer:    importFunc(func(path string) (*types.Package, error) { return w.imported(p, path) }),
		FakeImportC: true,
		Error:       func(err error) { wrong = append(wrong, err) },
	}
	if p.Module != nil && p.Module.GoVersion != "" {
		cfg.GoVersion = "go" + p.Module.GoVersion
	}
	_, _ = cfg.Check(path, w.fset, files, nil)
	sort.SliceStable(wrong, func(i, j int) bool { return wrong[i].Error() < wrong[j].Error() })
	return wrong
}

func (w *World) imported(p *Package, path string) (*types.Package, error) {
	if mapped, ok := p.ImportMap[path]; ok {
		path = mapped
	}
	return w.imports.ImportFrom(path, p.Dir, 0)
}

type importFunc func(string) (*types.Package, error)

func (f importFunc) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	return f(path)
}
