package fix

import (
	"flag"
	"fmt"
	"go/ast"
	"go/format"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/fix/compile"
	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint"
	"github.com/unsafedecode/unsafedecode/internal/tidy"
)

// testKey signs in the programs that the tests run.
const testKey = "sck1_42cca94c_Dc9Y3DPrEQB7HiI0jTSeRI4MTcpD0vi3czvm2RDpWSo_ff962f25"

var update = flag.Bool("update", false, "write the golden files")

// A fixture is a package below testdata with the fixes that its lines ask for.
type fixture struct {
	dir   string
	pkg   *packages.Package
	b     *Builder
	world *compile.World
	fixes [][]analysis.SuggestedFix // a list for each line
}

// TestGolden applies the first fixes of a fixture all together and compares the files with the golden ones, which must
// be formatted and type-check; so must each fix alone. Where the fixture has tests they run on the result.
func TestGolden(t *testing.T) {
	dirs, err := filepath.Glob("testdata/*/*")
	if err != nil || len(dirs) == 0 {
		t.Fatal(err)
	}
	all := loadFixtures(t, dirs)
	for _, dir := range dirs {
		t.Run(strings.TrimPrefix(filepath.ToSlash(dir), "testdata/"), func(t *testing.T) {
			f := all[dir]
			if f == nil {
				t.Fatal("not loaded")
			}
			f.ask(t)
			f.alone(t)
			f.together(t)
		})
	}
}

const mode = packages.LoadSyntax | packages.NeedModule

func loadFixtures(t *testing.T, dirs []string) map[string]*fixture {
	t.Helper()
	patterns := make([]string, len(dirs))
	for i, dir := range dirs {
		patterns[i] = "./" + filepath.ToSlash(dir)
	}
	pkgs, err := packages.Load(&packages.Config{Mode: mode}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	world := compile.NewWorld()
	more := slices.Clone(library)
	if err := world.Add(".", nil, append(more, patterns...)...); err != nil {
		t.Fatal(err)
	}
	all := make(map[string]*fixture)
	for _, pkg := range pkgs {
		for _, e := range pkg.Errors {
			t.Fatal(e)
		}
		i := slices.IndexFunc(dirs, func(dir string) bool { return strings.HasSuffix(pkg.PkgPath, "/"+filepath.ToSlash(dir)) })
		pass := &analysis.Pass{Fset: pkg.Fset, Files: pkg.Syntax, Pkg: pkg.Types, TypesInfo: pkg.TypesInfo}
		day := time.Date(2031, 2, 1, 0, 0, 0, 0, time.UTC)
		all[dirs[i]] = &fixture{dir: dirs[i], pkg: pkg, b: newBuilder(pass, config.DefaultSignedCodec, day), world: world}
		all[dirs[i]].b.flows = flows(t, *pass)
	}
	return all
}

// flows asks the engine, without facts.
func flows(t *testing.T, pass analysis.Pass) *taint.Result {
	t.Helper()
	pass.Analyzer = taint.Analyzer
	pass.ResultOf = map[*analysis.Analyzer]any{config.Analyzer: &config.Config{Models: model.NewSet()}}
	pass.ImportObjectFact = func(types.Object, analysis.Fact) bool { return false }
	pass.ImportPackageFact = func(*types.Package, analysis.Fact) bool { return false }
	pass.ExportObjectFact = func(types.Object, analysis.Fact) {}
	pass.ExportPackageFact = func(analysis.Fact) {}
	result, err := taint.Analyzer.Run(&pass)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range result.(*taint.Result).Incomplete() {
		t.Errorf("%s: %s", f.Func, f.Reason)
	}
	return result.(*taint.Result)
}

// ask collects the fixes for all marked lines.
func (f *fixture) ask(t *testing.T) {
	t.Helper()
	for _, file := range f.pkg.Syntax {
		for _, group := range file.Comments {
			for _, c := range group.List {
				if want, ok := strings.CutPrefix(c.Text, "// fix: "); ok {
					f.askAt(t, file, c, want)
				}
			}
		}
	}
}

func (f *fixture) askAt(t *testing.T, file *ast.File, c *ast.Comment, want string) {
	t.Helper()
	line := f.pkg.Fset.Position(c.Pos()).Line
	var found []analysis.SuggestedFix
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil || found != nil || f.pkg.Fset.Position(n.Pos()).Line != line {
			return n != nil && found == nil
		}
		for name, build := range builders {
			if want == name || want == "none" && strings.Contains(f.dir, name) {
				found = build(f.b, n)
			}
			if found != nil {
				break
			}
		}
		return true
	})
	if (found == nil) != (want == "none") {
		t.Errorf("%s: got %d fixes, want %s", f.pkg.Fset.Position(c.Pos()), len(found), want)
	}
	if found != nil {
		f.fixes = append(f.fixes, found)
	}
}

// alone applies every fix by itself.
func (f *fixture) alone(t *testing.T) {
	for _, list := range f.fixes {
		for _, fix := range list {
			if n := utf8.RuneCountInString(fix.Message); n > 80 {
				t.Errorf("%s: a title of %d characters", fix.Message, n)
			}
			out, ok := f.apply(t, fix)
			if !ok {
				t.Errorf("%s: its own edits overlap", fix.Message)
			}
			for name, src := range out {
				if formatted, err := format.Source(src); err != nil || !sameLayout(formatted, src) {
					t.Errorf("%s: %s is not formatted (%v):\n%s", fix.Message, name, err, src)
				}
			}
			f.typeCheck(t, fix.Message, out)
		}
	}
}

// sameLayout compares texts line by line, but for how comments at the ends of lines are aligned.
func sameLayout(x, y []byte) bool {
	words := func(line string) string { return strings.Join(strings.Fields(line), " ") }
	return slices.EqualFunc(strings.Split(string(x), "\n"), strings.Split(string(y), "\n"), func(a, b string) bool {
		return words(a) == words(b) && len(a)-len(strings.TrimLeft(a, "\t")) == len(b)-len(strings.TrimLeft(b, "\t"))
	})
}

// together applies the first fixes of all lines, and runs the fixture's tests on the result; then those that accept
// no unsigned data. Where the first ones do, TestUnsigned is for the others.
func (f *fixture) together(t *testing.T) {
	var first, strict []analysis.SuggestedFix
	for _, list := range f.fixes {
		first = append(first, list[0])
		i := slices.IndexFunc(list, func(fix analysis.SuggestedFix) bool { return !accepts(fix) })
		strict = append(strict, list[i])
	}
	out := f.tidied(t, first)
	for name, src := range out {
		f.compare(t, name+".golden", src)
	}
	tests, _ := filepath.Glob(filepath.Join(f.dir, "*_test.go"))
	if len(tests) == 0 {
		return
	}
	if !slices.ContainsFunc(first, accepts) {
		f.run(t, out, tests)
		return
	}
	f.run(t, out, tests, "-skip=TestUnsigned")
	f.run(t, f.tidied(t, strict), tests)
}

// accepts reports whether a fix goes on accepting unsigned data.
func accepts(fix analysis.SuggestedFix) bool {
	return strings.Contains(fix.Message, "; accept ")
}

// tidied applies fixes together. The result must type-check.
func (f *fixture) tidied(t *testing.T, fixes []analysis.SuggestedFix) map[string][]byte {
	t.Helper()
	out, ok := f.apply(t, fixes...)
	if !ok {
		t.Errorf("the fixes do not fit together")
	}
	for name, src := range out {
		old, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if out[name], err = tidy.Format(old, src); err != nil {
			t.Fatalf("%v\n%s", err, src)
		}
	}
	f.typeCheck(t, "all together", out)
	return out
}

func (f *fixture) compare(t *testing.T, golden string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatalf("%v: run go test ./internal/fix -update", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s: -want +got; go test ./internal/fix -update writes it anew\n%s", golden, diff)
	}
}

// apply merges fixes as drivers do: the same edit twice is one; two that meet are no fit.
func (f *fixture) apply(t *testing.T, fixes ...analysis.SuggestedFix) (map[string][]byte, bool) {
	t.Helper()
	out, skipped, err := merge(f.pkg.Fset, os.ReadFile, fixes)
	if err != nil {
		t.Fatal(err)
	}
	return out, len(skipped) == 0
}

func (f *fixture) typeCheck(t *testing.T, what string, files map[string][]byte) {
	t.Helper()
	for _, err := range f.world.Check(f.pkg.PkgPath, files) {
		t.Errorf("%s: %v", what, err)
	}
}

// run puts the result into a module of its own and runs the fixture's tests there.
func (f *fixture) run(t *testing.T, files map[string][]byte, tests []string, flags ...string) {
	t.Helper()
	dir := t.TempDir()
	for _, name := range append(slices.Clone(f.pkg.GoFiles), tests...) {
		src, ok := files[name]
		if !ok {
			var err error
			if src, err = os.ReadFile(name); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(name)), src, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	mod := fmt.Sprintf("module example.com/fixed\n\ngo 1.26.0\n\nrequire %[1]s v0.0.0\n\nrequire go.yaml.in/yaml/v3 v3.0.6\n\nreplace %[1]s => %[2]s\n",
		config.DefaultSignedCodec, filepath.Join(root, "signedcodec"))
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"go.mod": []byte(mod), "go.sum": sum} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("go", append([]string{"test", "-vet=off", "."}, flags...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod", KeyVariable+"="+testKey)
	for _, name := range []string{"FIXED_KEY", "SHARED_SIGN_KEY", "CONSTANTS_ORDER_KEY", "TAGGED_MAC_KEY", "LITERALS_SIGNING_KEY", "LITERALS_OTHER_KEY", "LITERALS_DEFAULT_SECRET", "LITERALS_LOCAL_KEY",
		"CONSTANTS_COUPON_KEY", "SIGNER_DERIVED_KEY", "CONSTANTS_LINK_KEY"} {
		cmd.Env = append(cmd.Env, name+"=5c1f7d0c1e1c4c0fa5c2b3f1a4d1e7f0")
	}
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("the fixed program fails: %v\n%s", err, text)
	}
}

// A team that mirrors the library gets fixes for its own path.
func TestSignedCodecPath(t *testing.T) {
	f := loadFixtures(t, []string{filepath.FromSlash("testdata/sign/store")})[filepath.FromSlash("testdata/sign/store")]
	f.b.signed = "example.com/mirror/codec/v2"
	f.ask(t)
	var text strings.Builder
	for _, e := range f.fixes[0][0].TextEdits {
		text.Write(e.NewText)
	}
	if got := text.String(); !strings.Contains(got, `signedcodec "example.com/mirror/codec/v2"`) || strings.Contains(got, config.DefaultSignedCodec) {
		t.Errorf("got %s", got)
	}
}

// Rules of one package share a builder; another package gets its own.
func TestNew(t *testing.T) {
	store, files := filepath.FromSlash("testdata/sign/store"), filepath.FromSlash("testdata/sign/files")
	all := loadFixtures(t, []string{store, files})
	pass := func(f *fixture) *analysis.Pass {
		return &analysis.Pass{Fset: f.pkg.Fset, Files: f.pkg.Syntax, Pkg: f.pkg.Types, TypesInfo: f.pkg.TypesInfo,
			ResultOf: map[*analysis.Analyzer]any{config.Analyzer: &config.Config{SignedCodec: "example.com/codec"}}}
	}
	a := New(pass(all[store]))
	if a.signed != "example.com/codec" {
		t.Errorf("path %s", a.signed)
	}
	if New(pass(all[store])) != a || New(pass(all[files])) == a {
		t.Error("builders are mixed up")
	}
}
