package taint_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/unsafedecode/unsafedecode/internal/taint"
)

var (
	dumped     = flag.String("dump", "", "print values, events and flows of the functions of this name in the constructs' fixtures")
	updateDump = flag.Bool("update", false, "write testdata/worked.txt")
)

// What the package documentation works through is what the engine computes.
func TestWorkedExample(t *testing.T) {
	testdata := filepath.Join("..", "..", "testdata")
	useModels(t, filepath.Join(testdata, "kinds.yml"))
	abs, err := filepath.Abs(testdata)
	if err != nil {
		t.Fatal(err)
	}
	probe := &analysis.Analyzer{
		Name: "dumpprobe", Doc: "require the engine", Requires: []*analysis.Analyzer{taint.Analyzer},
		Run: func(*analysis.Pass) (any, error) { return nil, nil },
	}
	var got bytes.Buffer
	stop := taint.Dump(&got, "receive", "handle")
	analysistest.Run(t, abs, probe, "construct/worked")
	stop()
	golden := filepath.Join("testdata", "worked.txt")
	if *updateDump {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("the engine computes\n%s\nwant\n%s\nIf that is right, run go test ./internal/taint -run TestWorkedExample -update and correct doc.go", &got, want)
	}
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(want)) {
		if kept := strings.TrimSpace(line); strings.HasPrefix(kept, "flow ") && !strings.Contains(string(doc), kept) {
			t.Errorf("doc.go does not show %q", kept)
		}
	}
}

// The documentation has each cap by the name that -debug shows.
func TestDocumentationListsCaps(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range taint.BoundNames() {
		if !regexp.MustCompile(`(?m)^//\t` + name + ` `).Match(doc) {
			t.Errorf("doc.go does not list the cap %s", name)
		}
	}
}
