package signedcodec

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func sources(t *testing.T) map[string]*ast.File {
	t.Helper()
	files := map[string]*ast.File{}
	fset := token.NewFileSet()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = f
	}
	return files
}

// Only these functions may make a verified value: those that check a tag, and the
// two that turn verified bytes into others.
func TestVerifiedIsMadeByVerificationOnly(t *testing.T) {
	want := []string{"inflate", "join", "next", "open", "openTextInto", "unseal"}
	var got []string
	for _, f := range sources(t) {
		for _, decl := range f.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			ast.Inspect(fn, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.CompositeLit:
					if id, ok := n.Type.(*ast.Ident); ok && id.Name == "verified" && len(n.Elts) > 0 {
						got = append(got, fn.Name.Name)
					}
				case *ast.CallExpr:
					if id, ok := n.Fun.(*ast.Ident); ok && id.Name == "verified" {
						t.Errorf("%s converts to verified", fn.Name.Name)
					}
				}
				return true
			})
		}
	}
	slices.Sort(got)
	if got = slices.Compact(got); !slices.Equal(got, want) {
		t.Errorf("verified is made in %v, want %v", got, want)
	}
}

// Decoders are called in format.go and json.go alone, which take verified values.
func TestDecodersAreCalledInOnePlace(t *testing.T) {
	for name, f := range sources(t) {
		if name == "format.go" || name == "json.go" {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			pkg, _ := sel.X.(*ast.Ident)
			if pkg == nil || !slices.Contains([]string{"gob", "json", "xml"}, pkg.Name) {
				return true
			}
			if strings.HasPrefix(sel.Sel.Name, "NewDecoder") || sel.Sel.Name == "Unmarshal" {
				t.Errorf("%s uses %s.%s", name, pkg.Name, sel.Sel.Name)
			}
			return true
		})
	}
}

// Secrets and tags are compared in constant time: nothing else that compares
// byte slices is used.
func TestComparisonsAreConstantTime(t *testing.T) {
	for name, f := range sources(t) {
		ast.Inspect(f, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			pkg, _ := sel.X.(*ast.Ident)
			if pkg == nil {
				return true
			}
			switch call := pkg.Name + "." + sel.Sel.Name; call {
			case "bytes.Equal", "bytes.Compare", "slices.Equal", "slices.Compare", "reflect.DeepEqual":
				t.Errorf("%s uses %s", name, call)
			}
			return true
		})
	}
}

// The module must not drag anything into a build: the standard library, and for
// sub-packages the module itself.
func TestImportsAreStandardLibrary(t *testing.T) {
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != "." {
			if mods, _ := filepath.Glob(filepath.Join(path, "go.mod")); len(mods) > 0 || d.Name() == "testdata" {
				return fs.SkipDir
			}
		}
		if filepath.Ext(path) != ".go" {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range f.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			host, _, _ := strings.Cut(imported, "/")
			own := imported == modulePath || strings.HasPrefix(imported, modulePath+"/")
			if strings.Contains(host, ".") && !own {
				t.Errorf("%s imports %s", path, imported)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

const modulePath = "github.com/unsafedecode/unsafedecode/signedcodec"
