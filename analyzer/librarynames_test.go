package analyzer_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/unsafedecode/unsafedecode/internal/std"
)

// What a library is belongs to internal/model/data, where it is checked against the library and where users can add to it. These packages
// of the standard library may stand in the code of the engine, the fixes and the rules nevertheless, each group for its reason.
var allowedNames = []struct{ root, paths, reason string }{
	{"internal/taint", "context", "a context says nothing of what a call is given: it is a part of the language's conventions, as error is"},
	{"internal/taint", "fmt", "its functions make the text of errors and messages"},
	{"internal/fix", "bytes cmp crypto/hmac crypto/rand crypto/sha256 encoding/hex errors fmt io math/big net/http os path/filepath slices strings time",
		"fixes write calls of it, and must see that one is there already"},
	{"internal/fix", "crypto/md5 crypto/sha1 crypto/sha3 crypto/sha512", "a hash becomes an HMAC with the same function"},
	{"internal/fix", "sort", "sorted parts mean that another party dictates what is hashed"},
	{"internal/fix", "encoding/gob encoding/json", "signedcodec encodes by it"},
	{"internal/fix", "math/rand math/rand/v2 reflect", "fixes replace calls of it"},
	{"internal/fix", "io/ioutil", "the old name of what is in io and os"},
	{"internal/fix", "path strconv", "its functions give the same for the same arguments"},
	{"internal/fix", "net/url", "URLs are redacted"},
	{"internal/fix", "log", "fixes and the statements that they stand for write to it"},
	{"internal/fix", "go unsafe", "a command, and the package that has no export data"},
	{"passes", "bytes plugin", "words in a message and a kind"},
	{"passes", "math/rand math/rand/v2", "a package that imports neither is not searched for draws of it"},
}

// The engine, the fixes and the rules name no library.
func TestCodeNamesNoLibrary(t *testing.T) {
	used, allowed := map[string]bool{}, map[string]bool{}
	for _, a := range allowedNames {
		for _, path := range strings.Fields(a.paths) {
			allowed[a.root+" "+path] = true
		}
	}
	for _, root := range []string{"internal/taint", "internal/fix", "passes"} {
		err := filepath.WalkDir(filepath.Join("..", filepath.FromSlash(root)), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() && d.Name() == "testdata" {
				if err == nil {
					err = fs.SkipDir
				}
				return err
			}
			if filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
				return nil
			}
			fset := token.NewFileSet()
			f, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			for lit, path := range libraryNames(f) {
				key := root + " " + path
				used[key] = true
				if !allowed[key] {
					t.Errorf("%s: names %s; put what it says of the library into internal/model/data", fset.Position(lit.Pos()), path)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for key := range allowed {
		if !used[key] {
			t.Errorf("%s is not named any more", key)
		}
	}
}

// libraryNames yields the string literals of a file that name a package, or something in one, with its import path.
func libraryNames(f *ast.File) func(yield func(*ast.BasicLit, string) bool) {
	return func(yield func(*ast.BasicLit, string) bool) {
		ast.Inspect(f, func(n ast.Node) bool {
			if _, ok := n.(*ast.ImportSpec); ok {
				return false
			}
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(lit.Value)
			if path := libraryName(text); err == nil && path != "" {
				return yield(lit, path)
			}
			return true
		})
	}
}

var (
	hosted   = regexp.MustCompile(`^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/[\w./-]+`)
	exported = regexp.MustCompile(`^[A-Z]\w*\b`)
)

// libraryName is the import path that a text begins with; empty if it does not.
func libraryName(text string) string {
	text = strings.TrimLeft(text, "(*[]")
	if hosted.MatchString(text) {
		return text
	}
	slash := strings.LastIndexByte(text, '/')
	path, name, dotted := strings.Cut(text[slash+1:], ".")
	path = text[:slash+1] + path
	if !std.Has(path, "") || dotted && !exported.MatchString(name) {
		return ""
	}
	return path
}
