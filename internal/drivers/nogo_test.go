package drivers

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/analyzer"
	"github.com/unsafedecode/unsafedecode/internal/drivers/drive"
	"github.com/unsafedecode/unsafedecode/internal/unit"
)

// nogo is a driver with the limits of Bazel's: it runs only the analyzers of the passes, a unit at a time, with facts in gob files
// and without facts of the standard library, and it gives a pass no module and no files to read.
func nogo(args []string) int {
	passes := []*analysis.Analyzer{analyzer.Analyzer} // by whose flags nogo gives the settings
	for i := range analyzer.BuiltIn() {
		passes = append(passes, analyzer.Suite()[i])
	}
	seen := make(map[*analysis.Analyzer]bool)
	var limit func(*analysis.Analyzer)
	limit = func(a *analysis.Analyzer) {
		if seen[a] {
			return
		}
		seen[a] = true
		run := a.Run
		a.Run = func(pass *analysis.Pass) (any, error) {
			pass.Module = nil
			pass.ReadFile = func(string) ([]byte, error) { return nil, errors.New("nogo reads no files") }
			pass.OtherFiles, pass.IgnoredFiles = nil, nil
			return run(pass)
		}
		for _, required := range a.Requires {
			limit(required)
		}
	}
	for _, a := range passes {
		limit(a)
	}
	tool := &unit.Tool{
		Suite:      passes,
		Covers:     func(string) bool { return true }, // nogo analyzes every dependency but the standard library
		ConfigHash: func() (string, error) { return roleNogo, nil },
	}
	return tool.Main(args)
}

// The passes find under nogo what they find under go vet, facts of other packages included.
func TestNogo(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := drive.Lay(t, "sample.txtar")
	want := drive.Execute(t, dir, nil, "go", "vet", "-vettool="+drive.Program(t, "unsafedecode"), "./...")
	got := drive.Execute(t, dir, []string{roleVar + "=" + roleNogo}, "go", "vet", "-vettool="+self, "./...")
	if diff := cmp.Diff(drive.LinesOf(want.Stderr, ".go:"), drive.LinesOf(got.Stderr, ".go:")); diff != "" {
		t.Errorf("-go vet +nogo\n%s", diff)
	}
	const inside = "untrusteddecode: gob decodes the body of an HTTP request, inside Load: use a hardened format, or verify a signature first"
	if len(drive.LinesOf(got.Stderr, inside)) != 1 {
		t.Errorf("nothing came through the facts:\n%s", got.Stderr)
	}

	// Settings come by flags only; a mistake in them breaks the build.
	const mac = "weakverify: MAC compared"
	for flag, texts := range map[string][2]string{ // with and without
		"exclude=hook":      {inside, mac},
		"exclude=api":       {mac, inside},
		"rules=weakverify":  {mac, inside},
		"rules=nosuch":      {`unknown rule "nosuch"; want one of `, inside},
		"config=nosuch.yml": {"nosuch.yml: no such file", inside},
	} {
		got := drive.Execute(t, dir, []string{roleVar + "=" + roleNogo}, "go", "vet", "-vettool="+self, "-unsafedecodeconfig."+flag, "./hook", "./api")
		if got.Status == 0 || !strings.Contains(got.Stderr, texts[0]) || strings.Contains(got.Stderr, texts[1]) {
			t.Errorf("-unsafedecodeconfig.%s: status %d, want %q and not %q:\n%s", flag, got.Status, texts[0], texts[1], got.Stderr)
		}
	}
}
