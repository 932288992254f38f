package unit_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/types"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/ctrlflow"
	"golang.org/x/tools/go/analysis/passes/printf"
	"golang.org/x/tools/go/analysis/unitchecker"
	"golang.org/x/tools/txtar"

	"github.com/unsafedecode/unsafedecode/internal/unit"
)

// The test binary is a vet tool, too: with trial analyzers, or those of x/tools in this package's driver or in theirs.
func TestMain(m *testing.M) {
	if !unit.Invoked(os.Args[1:]) {
		// With the race detector a process sleeps for a second at its end, and go vet starts one for each package.
		os.Setenv("GORACE", "atexit_sleep_ms=0 "+os.Getenv("GORACE"))
		os.Exit(m.Run())
	}
	tool := &unit.Tool{
		Covers: func(path string) bool { return os.Getenv("TRIAL_COVERS") == "" || path == os.Getenv("TRIAL_COVERS") },
		ConfigHash: func() (string, error) {
			// As with any setting that no flag holds, vet's cache has to know of it.
			return os.Getenv("TRIAL") + os.Getenv("TRIAL_COVERS") + os.Getenv("TRIAL_CONFIG"), nil
		},
	}
	switch os.Getenv("TRIAL") {
	case "unitchecker":
		unitchecker.Main(printf.Analyzer, ctrlflow.Analyzer)
	case "unit":
		tool.Suite = []*analysis.Analyzer{printf.Analyzer, ctrlflow.Analyzer}
	default:
		tool.Suite = []*analysis.Analyzer{trial, quiet}
	}
	os.Exit(tool.Main(os.Args[1:]))
}

// A depth is a fact: how many calls lie below a function or method. It grows by one with each.
type depth struct{ N int }

func (*depth) AFact()           {}
func (d *depth) String() string { return fmt.Sprint(d.N) }

// A visited is the fact that a package was analyzed.
type visited struct{ Path string }

func (*visited) AFact() {}

var trial = &analysis.Analyzer{
	Name:      "trial",
	Doc:       "report the depth of calls of functions in other packages",
	Run:       runTrial,
	FactTypes: []analysis.Fact{new(depth), new(visited)},
}

var quiet = &analysis.Analyzer{
	Name: "quiet",
	Doc:  "report nothing",
	Run:  func(*analysis.Pass) (any, error) { return nil, nil },
}

func init() { quiet.Flags.String("word", "", "a flag of an analyzer") }

func runTrial(pass *analysis.Pass) (any, error) {
	pass.ExportPackageFact(&visited{pass.Pkg.Path()})
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			switch fn.Name.Name {
			case "Panic":
				panic("a trial panics")
			case "Fail":
				return nil, errors.New("a trial fails")
			}
			deepest := 0
			ast.Inspect(fn, func(n ast.Node) bool {
				id, ok := n.(*ast.Ident)
				if !ok {
					return true
				}
				callee, ok := pass.TypesInfo.Uses[id].(*types.Func)
				var d depth
				if ok && pass.ImportObjectFact(callee.Origin(), &d) {
					deepest = max(deepest, d.N)
					pass.Report(analysis.Diagnostic{Pos: id.Pos(), End: id.End(), Message: fmt.Sprintf("%s has depth %d", id.Name, d.N),
						SuggestedFixes: []analysis.SuggestedFix{{Message: "turn into a comment", TextEdits: []analysis.TextEdit{{Pos: fn.Pos(), End: fn.Pos(), NewText: []byte("// mended\n")}}}}})
				}
				return true
			})
			if obj, ok := pass.TypesInfo.Defs[fn.Name].(*types.Func); ok {
				pass.ExportObjectFact(obj, &depth{deepest + 1})
			}
		}
		if file.Name.Name == "main" {
			for _, f := range pass.AllPackageFacts() {
				pass.Reportf(file.Package, "knows %s", f.Fact.(*visited).Path)
			}
		}
	}
	return nil, nil
}

// module lays out an archive as a module.
func module(t *testing.T, name string) string {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range archive.Files {
		path := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// vet runs go vet with the test binary as the tool. Absolute paths of the module are cut from its output.
func vet(t *testing.T, dir string, env []string, args ...string) (stdout, stderr string, err error) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", append([]string{"vet", "-vettool=" + self}, args...)...)
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), "GOWORK=off", "GOFLAGS="), env...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err = cmd.Run()
	real, evalErr := filepath.EvalSymlinks(dir)
	if evalErr != nil {
		t.Fatal(evalErr)
	}
	if strings.Contains(errs.String(), "DATA RACE") {
		t.Errorf("the tool: %s", errs.String())
	}
	clean := strings.NewReplacer(dir+string(filepath.Separator), "", real+string(filepath.Separator), "")
	return clean.Replace(out.String()), clean.Replace(errs.String()), err
}

func TestFactsTravel(t *testing.T) {
	dir := module(t, "chain.txtar")
	_, stderr, _ := vet(t, dir, nil, "./...")
	for _, want := range []string{
		"middle/middle.go:6:46: Low has depth 1",
		"middle/middle.go:11:10: Method has depth 1",
		"main.go:8:9: Mid has depth 2",
		"main.go:9:21: Method has depth 1", // handed on by middle, which main imports
		"main.go:10:31: Both has depth 2",
		"main.go:1:1: knows example.com/chain/middle",
		"middle/middle_test.go:10:2: Mid has depth 2",
	} {
		if !strings.Contains(stderr, want+"\n") {
			t.Errorf("no %q in\n%s", want, stderr)
		}
	}
}

// A dependency that imports nothing covered and no package with facts is not analyzed; its importers are.
func TestIdle(t *testing.T) {
	dir := module(t, "chain.txtar")
	_, stderr, err := vet(t, dir, []string{"TRIAL_COVERS=example.com/none"}, ".")
	if err == nil && stderr != "" || strings.Contains(stderr, "depth") || strings.Contains(stderr, "knows example.com/chain/middle") {
		t.Errorf("dependencies were analyzed: %v\n%s", err, stderr)
	}
	_, stderr, _ = vet(t, dir, []string{"TRIAL_COVERS=example.com/chain/low"}, ".")
	if !strings.Contains(stderr, "main.go:8:9: Mid has depth 2\n") {
		t.Errorf("the importer of a covered package was not analyzed:\n%s", stderr)
	}
}

// What is printed of a package does not depend on what go vet was asked for before, in whatever order: its cache tells a package that
// was asked for from a dependency no more than the names of their files do.
func TestOrder(t *testing.T) {
	dir := module(t, "chain.txtar")
	run := func(key, pattern string, flags ...string) unit.Report {
		stdout, stderr, err := vet(t, dir, []string{"TRIAL_CONFIG=" + key}, append(append([]string{"-json"}, flags...), pattern)...)
		if err != nil {
			t.Fatalf("%v\n%s", err, stderr)
		}
		return merged(t, stdout)
	}
	orders := [][]string{{".", "./middle", "./low"}, {"./low", "./middle", "."}, {"./middle", ".", "./low"}, {"./...", "./low", "."}}
	for _, flags := range [][]string{nil, {"-dependencies=module"}, {"-dependencies=all"}} {
		first := make(map[string]unit.Report)
		for i, order := range orders {
			key := fmt.Sprint(t.TempDir(), i) // vet's cache has nothing under it
			for _, pattern := range order {
				got := run(key, pattern, flags...)
				if len(got) == 0 && pattern != "./low" {
					t.Errorf("%q: %s: nothing in the order %q", flags, pattern, order)
				}
				if want, ok := first[pattern]; ok {
					if diff := cmp.Diff(want, got); diff != "" {
						t.Errorf("%q: %s: -in another order +%q\n%s", flags, pattern, order, diff)
					}
				}
				first[pattern] = got
			}
		}
	}
}

func TestErrors(t *testing.T) {
	dir := module(t, "errors.txtar")
	_, stderr, err := vet(t, dir, nil, "-json", "./...")
	if err == nil {
		t.Error("go vet succeeds")
	}
	for _, want := range []string{"syntax.go:3:9: expected", "types.go:3:9: undefined: missing", "types.go:4:9: undefined: other"} {
		if !strings.Contains(stderr, want) {
			t.Errorf("no %q in\n%s", want, stderr)
		}
	}
	for _, want := range []string{"trial: a trial fails", "trial: internal error: a trial panics"} {
		if !strings.Contains(stderr, want) {
			t.Errorf("no %q in\n%s", want, stderr)
		}
	}
	// An error does not go away because it was told before.
	if _, again, err := vet(t, dir, nil, "./..."); err == nil || !strings.Contains(again, "trial: a trial fails") {
		t.Errorf("told once only: %v\n%s", err, again)
	}
	stdout, _, _ := vet(t, dir, nil, "-json", "-dependencies=module", "./...")
	for _, want := range []string{`"error": "a trial fails"`, `"error": "internal error: a trial panics`, `"message": "Fine has depth 1"`} {
		if !strings.Contains(stdout, want) {
			t.Errorf("no %q in\n%s", want, stdout)
		}
	}
}

// Applying fixes is left to unitchecker, in all units of a run alike.
func TestFix(t *testing.T) {
	dir := module(t, "chain.txtar")
	stdout, stderr, _ := vet(t, dir, nil, "-fix", "-diff", "./middle")
	if !strings.Contains(stdout, "+// mended") {
		t.Errorf("no diff: %s%s", stdout, stderr)
	}
}

func TestFlags(t *testing.T) {
	dir := module(t, "chain.txtar")
	_, stderr, err := vet(t, dir, nil, "-quiet", "-quiet.word=x", "./...")
	if err != nil || stderr != "" {
		t.Errorf("-quiet: %v %s", err, stderr)
	}
	_, stderr, err = vet(t, dir, nil, "-trial=false", "./...")
	if err != nil || stderr != "" {
		t.Errorf("-trial=false: %v %s", err, stderr)
	}
	if _, stderr, err = vet(t, dir, nil, "-quiet.sentence=x", "./..."); err == nil {
		t.Errorf("an unknown flag is accepted: %s", stderr)
	}
}

// A change of the configuration makes vet's cache miss: the tool's version line changes.
func TestVersion(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	line := func(config string) string {
		cmd := exec.Command(self, "-V=full")
		cmd.Env = append(os.Environ(), "TRIAL_CONFIG="+config)
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	if first, second := line("a"), line("a"); first != second {
		t.Error("the version line changes by itself")
	}
	if line("a") == line("b") {
		t.Error("the version line does not depend on the configuration")
	}
	fields := strings.Fields(line("a"))
	if len(fields) < 3 || fields[1] != "version" || fields[2] != "devel" || !strings.HasPrefix(fields[len(fields)-1], "buildID=") {
		t.Errorf("%q is not what the go command reads", fields)
	}
}

// The passes of x/tools find the same in this package's driver as in theirs.
func TestSameAsUnitchecker(t *testing.T) {
	dir := module(t, "printf.txtar")
	ours, stderr, err := vet(t, dir, []string{"TRIAL=unit"}, "-json", "-printf.funcs=None", "./...")
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr)
	}
	theirs, stderr, err := vet(t, dir, []string{"TRIAL=unitchecker"}, "-json", "-printf.funcs=Never", "./...")
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr)
	}
	if !strings.Contains(ours, `has arg \"x\" of wrong type`) {
		t.Errorf("nothing found:\n%s", ours)
	}
	if diff := cmp.Diff(merged(t, theirs), merged(t, ours)); diff != "" {
		t.Errorf("-unitchecker +unit\n%s", diff)
	}
}

// merged makes one report of a stream, whose order is chance.
func merged(t *testing.T, stream string) unit.Report {
	all := make(unit.Report)
	for dec := json.NewDecoder(strings.NewReader(stream)); dec.More(); {
		var r unit.Report
		if err := dec.Decode(&r); err != nil {
			t.Fatal(err)
		}
		maps.DeleteFunc(r, func(_ string, analyzers map[string]any) bool { return len(analyzers) == 0 })
		maps.Copy(all, r)
	}
	return all
}
