// Package modelcheck proves the models against the libraries they are about: every name, receiver, parameter index and
// type, at the newest version of each library and at the oldest that the model says it holds for.
//
// It is a module of its own because it requires these libraries. It knows how to type-check them; it must not know
// what a model means.
package modelcheck

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// Signatures type-checks packages without the bodies of their functions, each when it is first imported: what a check
// of names needs, at a fraction of a build's cost.
type Signatures struct {
	fset   *token.FileSet
	listed map[string]*listedPackage
	loaded map[string]*types.Package
}

type listedPackage struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	CgoFiles   []string
	ImportMap  map[string]string
	Error      *struct{ Err string }
}

// List asks the go command for the packages and all they import. Packages that are not there are reported by Import.
func List(importPaths ...string) (*Signatures, error) {
	s := &Signatures{fset: token.NewFileSet(), listed: map[string]*listedPackage{}, loaded: map[string]*types.Package{"unsafe": types.Unsafe}}
	args := []string{"list", "-e", "-deps", "-json=ImportPath,Dir,GoFiles,CgoFiles,ImportMap,Error", "--"}
	cmd := exec.Command("go", append(args, importPaths...)...)
	cmd.Env = append(os.Environ(), "GOWORK=off", "CGO_ENABLED=1")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w\n%s", err, stderr.Bytes())
	}
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		p := new(listedPackage)
		if err := decoder.Decode(p); errors.Is(err, io.EOF) {
			return s, nil
		} else if err != nil {
			return nil, err
		}
		s.listed[p.ImportPath] = p
	}
}

// Import returns a package with its declarations. Mistakes inside a library (cgo, platforms) are not reported: a name
// that they hide is missed by the check.
func (s *Signatures) Import(path string) (*types.Package, error) {
	if pkg, ok := s.loaded[path]; ok {
		return pkg, nil
	}
	listed, ok := s.listed[path]
	if !ok {
		return nil, fmt.Errorf("package %s is not among the dependencies", path)
	}
	if listed.Error != nil {
		return nil, errors.New(listed.Error.Err)
	}
	return s.check(listed, append(listed.GoFiles, listed.CgoFiles...), importer{s, listed.ImportMap})
}

func (s *Signatures) check(p *listedPackage, names []string, imports types.Importer) (*types.Package, error) {
	var files []*ast.File
	for _, name := range names {
		file, err := parser.ParseFile(s.fset, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	config := types.Config{
		IgnoreFuncBodies: true,
		FakeImportC:      true,
		Error:            func(error) {},
		Importer:         imports,
	}
	pkg, _ := config.Check(p.ImportPath, s.fset, files, nil) // mistakes were handed to Error
	s.loaded[p.ImportPath] = pkg
	return pkg, nil
}

// importer applies a package's import map: std's vendored packages.
type importer struct {
	s       *Signatures
	renamed map[string]string
}

func (i importer) Import(path string) (*types.Package, error) {
	if to, ok := i.renamed[path]; ok {
		path = to
	}
	return i.s.Import(path)
}
