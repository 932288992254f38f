package unit

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"os"
	"runtime"
	"strings"

	"golang.org/x/tools/go/gcexportdata"
)

// A loaded unit is parsed and type-checked.
type loaded struct {
	*description
	fset     *token.FileSet
	files    []*ast.File
	pkg      *types.Package
	info     *types.Info
	sizes    types.Sizes
	packages map[string]*types.Package // that the importer has seen, by path
	notes    bool                      // are wanted
}

// maxErrors bounds the errors reported of a package that does not compile; go build stops at ten, too.
const maxErrors = 10

// load parses and type-checks a unit. The error, if the unit does not compile, has lines of the form file:line:col: text.
func load(d *description) (*loaded, error) {
	u := &loaded{description: d, fset: token.NewFileSet(), packages: make(map[string]*types.Package)}
	for _, name := range d.GoFiles {
		f, err := parser.ParseFile(u.fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, compileError(err)
		}
		u.files = append(u.files, f)
	}
	u.sizes = types.SizesFor("gc", architecture())
	u.info = &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue),
		Defs:         make(map[*ast.Ident]types.Object),
		Uses:         make(map[*ast.Ident]types.Object),
		Implicits:    make(map[ast.Node]types.Object),
		Instances:    make(map[*ast.Ident]types.Instance),
		Scopes:       make(map[ast.Node]*types.Scope),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection),
		FileVersions: make(map[*ast.File]string),
	}
	var errs []error
	checker := types.Config{
		Importer:  u,
		Sizes:     u.sizes,
		GoVersion: d.GoVersion,
		Error: func(err error) {
			if len(errs) < maxErrors {
				errs = append(errs, err)
			}
		},
	}
	u.pkg, _ = checker.Check(d.ImportPath, u.fset, u.files, u.info)
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return u, nil
}

// architecture is the one that the go command builds for; it sets the variable for the tools that it runs.
func architecture() string {
	if arch := os.Getenv("GOARCH"); arch != "" {
		return arch
	}
	return runtime.GOARCH
}

// Import implements types.Importer with the export data that the go command names.
func (u *loaded) Import(importPath string) (*types.Package, error) {
	path, ok := u.ImportMap[importPath]
	if !ok {
		return nil, fmt.Errorf("cannot resolve import %q", importPath)
	}
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if pkg := u.packages[path]; pkg != nil && pkg.Complete() {
		return pkg, nil
	}
	file, ok := u.PackageFile[path]
	if !ok {
		return nil, fmt.Errorf("no export data for %q: it does not compile", path)
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	//lint:ignore SA1019 up to go 1.26 the go command hands over the compiler's files; later ones go another way, see hasExportData
	r, err := gcexportdata.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("export data of %q: %v", path, err)
	}
	return gcexportdata.Read(r, u.fset, u.packages, path)
}

// compileError makes one line of each syntax error.
func compileError(err error) error {
	list, ok := err.(scanner.ErrorList)
	if !ok {
		return err
	}
	var lines []string
	for i, e := range list {
		if i == maxErrors {
			break
		}
		lines = append(lines, e.Error())
	}
	return errors.New(strings.Join(lines, "\n"))
}
