package taint_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// shapes put a form between a source and a sink: in one function, behind functions and packages.
var shapes = []struct{ name, body string }{
	{"here", "func NAME_here() {\n\tin, out := kinds.Source(), \"\"\n\tCODE\n\tkinds.Sink(out) // MARK\n}\n"},
	{"called", "func NAME_called() {\n\tkinds.Sink(NAME(kinds.Source())) // MARK\n}\n"},
	{"handed", "func NAME_handed() {\n\tNAME_sink(kinds.Source())\n}\n\nfunc NAME_sink(s string) {\n\tkinds.Sink(NAME(s)) // MARK\n}\n"},
	{"generic", "func NAME_generic() {\n\tkinds.Sink(NAMEgen(1, kinds.Source())) // MARK\n}\n\nfunc NAMEgen[T any](v T, in string) string {\n\tout := \"\"\n\tfunc() {\n\t\tout = NAME(in)\n\t}()\n\treturn out\n}\n"},
	{"across", "func NAME_across() {\n\tkinds.Sink(lib.NAMEX(kinds.Source())) // MARK\n}\n"},
}

// generate writes packages with each form in each shape below a directory. It returns the lines with a sink, and
// whether it is reached.
func generate(t *testing.T, dir string) (want map[string]bool) {
	t.Helper()
	lib, use := &strings.Builder{}, &strings.Builder{}
	lib.WriteString("package lib\n")
	use.WriteString("package generated\n\nimport (\n\t\"example.com/kinds\"\n\t\"generated/lib\"\n)\n")
	for _, f := range forms {
		decl := strings.ReplaceAll(strings.ReplaceAll(f.decl, "; func", "\nfunc"), "; type", "\ntype")
		fn := func(name, prefix string) string {
			code := strings.ReplaceAll(f.code, "NAME", prefix)
			return fmt.Sprintf("\n%s\n\nfunc %s(in string) string {\n\tout := \"\"\n\t%s\n\treturn out\n}\n", strings.ReplaceAll(decl, "NAME", prefix), name, code)
		}
		use.WriteString(fn(f.name+"_form", f.name+"D"))
		lib.WriteString(fn("X"+f.name, f.name+"D"))
		mark := "reached " + f.name
		if f.lost {
			mark = "silent " + f.name
		}
		for _, s := range shapes {
			if s.name == "here" && strings.Contains(f.code, "return \"clean\"") {
				continue
			}
			r := strings.NewReplacer("NAMEX", "X"+f.name, "NAME_", f.name+"_", "NAMEgen", f.name+"_gen", "NAME(", f.name+"_form(",
				"CODE", strings.ReplaceAll(f.code, "NAME", f.name+"D"), "MARK", mark+" "+s.name)
			use.WriteString("\n" + r.Replace(s.body))
		}
	}
	for name, text := range map[string]string{"lib/lib.go": lib.String(), "generated.go": use.String()} {
		path := filepath.Join(dir, "src", "generated", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want = map[string]bool{}
	for i, line := range strings.Split(use.String(), "\n") {
		if _, m, ok := strings.Cut(line, "// reached "); ok {
			want[fmt.Sprint(i+1, " ", m)] = true
		} else if _, m, ok := strings.Cut(line, "// silent "); ok {
			want[fmt.Sprint(i+1, " ", m)] = false
		}
	}
	return want
}

// TestGeneratedForms puts each form of the language between a source and a sink: here, behind functions, in generic
// functions and in another package.
func TestGeneratedForms(t *testing.T) {
	useModels(t, filepath.Join("..", "..", "testdata", "kinds.yml"))
	dir := t.TempDir()
	want := generate(t, dir)
	stub, err := os.ReadFile(filepath.Join("..", "..", "testdata", "src", "example.com", "kinds", "kinds.go"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "src", "example.com", "kinds"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "src", "example.com", "kinds", "kinds.go"), stub, 0o644); err != nil {
		t.Fatal(err)
	}
	probe := &analysis.Analyzer{
		Name: "formprobe", Doc: "hand the engine's result to the test", Requires: []*analysis.Analyzer{taint.Analyzer},
		ResultType: reflect.TypeFor[*taint.Result](),
		Run:        func(pass *analysis.Pass) (any, error) { return pass.ResultOf[taint.Analyzer], nil },
	}
	found := map[int]bool{}
	for _, r := range analysistest.Run(t, dir, probe, "generated") {
		for _, s := range r.Result.(*taint.Result).Sites(taint.Query{Sources: []string{"mine"}, Sinks: []string{"sink"}, Aspect: "trust"}) {
			found[r.Action.Package.Fset.Position(s.Pos).Line] = true
		}
	}
	hits, silent := 0, 0
	for at, reached := range want {
		var line int
		fmt.Sscan(at, &line)
		switch {
		case found[line] != reached && reached:
			t.Errorf("not found: %s", at)
		case found[line] != reached:
			t.Errorf("reported: %s", at)
		case reached:
			hits++
		default:
			silent++
		}
	}
	t.Logf("%d of %d lines: %d found, %d silent", hits+silent, len(want), hits, silent)
}
