package analyzer_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/unsafedecode/unsafedecode/internal/rule"
	"github.com/unsafedecode/unsafedecode/internal/rule/ruletest"
)

// leveeFolder names the environment variable with the folder levee_analysistest of a checkout of go-flow-levee.
const leveeFolder = "UNSAFEDECODE_LEVEE"

// leveeMisses are wanted lines that are not found, and why they are not.
var leveeMisses = map[string]string{
	"example/tests/collections/arrays.go:035":     "another constant index of the array holds the source",
	"example/tests/collections/arrays.go:041":     "the element that was the source is overwritten",
	"example/tests/collections/maps.go:047":       "the source is a key of the map, the value is none",
	"example/tests/colocation/tests.go:027":       "what is decoded into a source is not one before",
	"example/tests/colocation/tests.go:031":       "what is decoded into a source is not one before",
	"example/tests/propagation/builtins.go:043":   "append does not change the elements of the slice that it is given",
	"example/tests/propagation/builtins.go:056":   "append does not change the elements of the slice that it is given",
	"example/tests/stdlib/interface_funcs.go:044": "why a context ended is none of its values",
}

// leveeExcluded are the functions that the peer's configuration leaves out; here a comment in the code does that.
var leveeExcluded = []string{"Oops", "OopsWithReceiverExcluded"}

// A peer's fixtures, found with nothing but settings: no line that is clean there is reported, and few of the others are missed. A line
// that the peer marks as wanted and not found yet counts as neither.
func TestLevee(t *testing.T) {
	dir := os.Getenv(leveeFolder)
	if dir == "" {
		t.Skipf("%s does not name the folder levee_analysistest of a checkout of github.com/google/go-flow-levee", leveeFolder)
	}
	settings, err := filepath.Abs("testdata/levee.yml")
	if err != nil {
		t.Fatal(err)
	}
	ruletest.Set(t, "config", settings)
	wanted, clean, overlay := leveeLines(t, dir)
	found := leveeFindings(t, dir, overlay)
	missed, wrong := 0, 0
	for _, line := range slices.Sorted(maps.Keys(wanted)) {
		if found[line] {
			continue
		}
		missed++
		if leveeMisses[line] == "" {
			t.Errorf("missed: %s: %s", line, wanted[line])
		}
	}
	for _, line := range slices.Sorted(maps.Keys(clean)) {
		if found[line] {
			wrong++
			t.Errorf("reported: %s: %s", line, clean[line])
		}
	}
	t.Logf("%d of %d wanted lines, and %d of %d clean ones", len(wanted)-missed, len(wanted), wrong, len(clean))
	if len(wanted) < 223 || len(clean) < 137 {
		t.Errorf("there were 223 wanted lines and 137 clean ones, now there are %d and %d", len(wanted), len(clean))
	}
}

// leveeFindings are the lines that are reported, as the fixtures count them.
func leveeFindings(t *testing.T, dir string, overlay map[string][]byte) (found map[string]bool) {
	pkgs, err := packages.Load(&packages.Config{
		Mode:    packages.LoadAllSyntax,
		Dir:     dir,
		Env:     append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod", "GOPROXY=off"),
		Overlay: overlay,
	}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	if packages.PrintErrors(pkgs) > 0 {
		t.Fatal("the fixtures do not load")
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{rule.Custom}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	found = map[string]bool{}
	for act := range graph.All() {
		if act.Err != nil {
			t.Error(act.Err)
		}
		for _, d := range act.Diagnostics {
			pos := act.Package.Fset.Position(d.Pos)
			if strings.Contains(pos.Filename, "/nopanic.com/") != strings.Contains(d.Message, "panics aside") {
				continue
			}
			rel, err := filepath.Rel(dir, filepath.Join(filepath.Dir(act.Package.GoFiles[0]), filepath.Base(pos.Filename)))
			if err != nil {
				t.Fatal(err)
			}
			found[fmt.Sprintf("%s:%03d", filepath.ToSlash(rel), pos.Line)] = true
		}
	}
	return found
}

var (
	leveeWant = regexp.MustCompile(`// want "`)
	leveeTodo = regexp.MustCompile(`TODO.* want "`)
	leveeSink = regexp.MustCompile(`^\t.*\b(\w*Sinkf?|SinkAndReturn|panic)\(`)
)

// leveeLines reads which lines are wanted and which clean, and translates the peer's suppressions.
func leveeLines(t *testing.T, dir string) (wanted, clean map[string]string, overlay map[string][]byte) {
	wanted, clean, overlay = map[string]string{}, map[string]string{}, map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		for i, text := range strings.Split(string(data), "\n") {
			line := fmt.Sprintf("%s:%03d", filepath.ToSlash(rel), i+1)
			switch {
			case leveeTodo.MatchString(text):
			case leveeWant.MatchString(text):
				wanted[line] = text
			case leveeSink.MatchString(text) && !strings.HasPrefix(strings.TrimSpace(text), "//"):
				clean[line] = text
			}
		}
		overlay[path], err = leveeTranslated(path, data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return wanted, clean, overlay
}

// leveeTranslated puts a suppression above each statement and function that the peer's comments or configuration suppress, and a line
// directive that keeps the count of the lines.
func leveeTranslated(path string, data []byte) ([]byte, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, data, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	lines := strings.SplitAfter(string(data), "\n")
	suppress := func(n ast.Node) {
		at := fset.Position(n.Pos()).Line
		if !leveeWant.MatchString(lines[at-1]) && !strings.HasPrefix(lines[at-1], "//line") {
			lines[at-1] = fmt.Sprintf("//line %s:%d\n//unsafedecode:ignore levee,leveenopanic -- as in the original\n%s", filepath.Base(path), at-1, lines[at-1])
		}
	}
	for node, groups := range ast.NewCommentMap(fset, file, file.Comments) {
		_, isArgument := node.(*ast.BasicLit)
		if name, ok := node.(*ast.Ident); ok {
			isArgument = !leveeSink.MatchString("\t" + name.Name + "(")
		}
		if !isArgument && slices.ContainsFunc(groups, func(g *ast.CommentGroup) bool { return strings.Contains(g.Text(), "levee.DoNotReport") }) {
			suppress(node)
		}
	}
	for _, decl := range file.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok && slices.Contains(leveeExcluded, fn.Name.Name) {
			suppress(fn)
		}
	}
	return []byte(strings.Join(lines, "")), nil
}
