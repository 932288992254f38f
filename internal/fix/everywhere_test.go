package fix

import (
	"flag"
	"go/ast"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/fix/compile"
	"github.com/unsafedecode/unsafedecode/internal/tidy"
)

var (
	repo     = flag.String("repo", "../../examples/legacyshop", "`folder` of a repository whose code TestEverywhere mends wherever it can")
	patterns = flag.String("packages", "./...", "its packages")
)

// TestEverywhere asks for a fix at every place of real code that a builder could know, findings or not. Each result must
// compile, and so must all of a package together.
func TestEverywhere(t *testing.T) {
	world := compile.NewWorld()
	list := strings.Fields(*patterns)
	if err := world.Add(*repo, nil, list...); err != nil {
		t.Fatal(err)
	}
	if err := world.Add("../../signedcodec", []string{"GOWORK=off", "GOFLAGS="}, library...); err != nil {
		t.Fatal(err)
	}
	pkgs, err := packages.Load(&packages.Config{Mode: mode, Dir: *repo}, list...)
	if err != nil {
		t.Fatal(err)
	}
	counts := make(map[string]int)
	for _, pkg := range pkgs {
		if len(pkg.Errors) > 0 || len(world.Check(pkg.PkgPath, nil)) > 0 {
			counts["packages that do not compile"]++
			continue
		}
		pass := &analysis.Pass{Fset: pkg.Fset, Files: pkg.Syntax, Pkg: pkg.Types, TypesInfo: pkg.TypesInfo}
		f := &fixture{pkg: pkg, world: world, b: newBuilder(pass, config.DefaultSignedCodec, time.Date(2031, 1, 2, 0, 0, 0, 0, time.UTC))}
		f.b.flows = flows(t, *pass)
		f.everywhere(t, counts)
	}
	if counts["sign"] == 0 {
		t.Error("no fix was tried")
	}
	t.Logf("%s: %d packages, fixes %v", *repo, len(pkgs), counts)
}

var library = []string{config.DefaultSignedCodec, config.DefaultSignedCodec + "/redact", "bytes", "crypto/hmac", "crypto/sha256",
	"encoding/hex", "io", "net/http", "os", "strings", "time"}

// everywhere asks all builders at all nodes.
func (f *fixture) everywhere(t *testing.T, counts map[string]int) {
	var first []analysis.SuggestedFix
	seen := make(map[string]bool)
	for _, file := range f.pkg.Syntax {
		ast.Inspect(file, func(n ast.Node) bool {
			for _, name := range f.asked(n) {
				fixes := builders[name](f.b, n)
				for i, fix := range fixes {
					counts[name]++
					if key := f.key(fix); !seen[key] {
						seen[key] = true
						f.try(t, name, fix)
						if i == 0 {
							first = append(first, fix)
						}
					}
				}
			}
			return true
		})
	}
	if len(first) > 0 {
		out, skipped, err := merge(f.pkg.Fset, os.ReadFile, first)
		if err != nil {
			t.Errorf("%s: %v", f.pkg.PkgPath, err)
		}
		counts["skipped together"] += len(skipped)
		f.judge(t, f.pkg.PkgPath+" together", out)
	}
}

// asked are the builders that may know a fix for a node.
func (f *fixture) asked(n ast.Node) []string {
	switch n := n.(type) {
	case *ast.CallExpr:
		if c := f.b.code(n); c != nil && c.decode {
			return []string{"sign", "bound"}
		}
		if f.b.calls(n, "crypto/hmac", "New") {
			return []string{"key"}
		}
		if f.b.comparison(n) != nil {
			return []string{"compare"}
		}
		return []string{"redactvalue"}
	case *ast.BinaryExpr:
		if c := f.b.comparison(n); c != nil && isText(typeOf(f.b, c.x)) {
			return []string{"compare"}
		}
		return []string{"redactkey"}
	case *ast.IndexExpr:
		return []string{"redactkey"}
	case *ast.SelectorExpr:
		return []string{"redactvalue"}
	}
	return nil
}

func (f *fixture) key(fix analysis.SuggestedFix) string {
	var b strings.Builder
	b.WriteString(fix.Message)
	for _, e := range fix.TextEdits {
		b.WriteString(f.pkg.Fset.PositionFor(e.Pos, false).String() + string(e.NewText))
	}
	return b.String()
}

func (f *fixture) try(t *testing.T, name string, fix analysis.SuggestedFix) {
	t.Helper()
	at := f.pkg.Fset.Position(fix.TextEdits[0].Pos).String() + " " + name
	out, skipped, err := merge(f.pkg.Fset, os.ReadFile, []analysis.SuggestedFix{fix})
	if err != nil || len(skipped) > 0 {
		t.Errorf("%s: %v", at, err)
		return
	}
	f.judge(t, at, out)
}

// judge formats the files and type-checks them.
func (f *fixture) judge(t *testing.T, what string, files map[string][]byte) {
	t.Helper()
	for name, src := range files {
		old, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if files[name], err = tidy.Format(old, src); err != nil {
			t.Errorf("%s: %v", what, err)
			return
		}
	}
	if wrong := f.world.Check(f.pkg.PkgPath, files); len(wrong) > 0 {
		t.Errorf("%s: %v", what, wrong[:min(2, len(wrong))])
		if testing.Verbose() {
			names := make([]string, 0, len(files))
			for name := range files {
				names = append(names, name)
			}
			slices.Sort(names)
			for _, name := range names {
				t.Logf("%s\n%s", name, files[name])
			}
		}
	}
}
