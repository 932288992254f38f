package taint_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// factBudget bounds the bytes of all facts of the construct fixtures, some hundred small packages. Facts are encoded
// again by every package that depends on them, so their size is what a large tree pays.
const factBudget = 28_000

// facts runs the engine on the fixtures and returns each fact's bytes, by package and object.
func facts(t *testing.T) map[string][]byte {
	t.Helper()
	testdata, err := filepath.Abs(filepath.Join("..", "..", "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	probe := &analysis.Analyzer{
		Name: "factprobe", Doc: "require the engine", Requires: []*analysis.Analyzer{taint.Analyzer},
		Run: func(*analysis.Pass) (any, error) { return nil, nil },
	}
	for _, r := range analysistest.Run(t, testdata, probe, "construct/...") {
		for _, dep := range r.Action.Deps {
			if dep.Analyzer != taint.Analyzer {
				continue
			}
			for _, f := range dep.AllPackageFacts() {
				if data := taint.FactData(f.Fact); data != nil {
					out[f.Package.Path()] = data
				}
			}
			for _, f := range dep.AllObjectFacts() {
				if data := taint.FactData(f.Fact); data != nil {
					out[f.Object.Pkg().Path()+"."+f.Object.Name()] = data
				}
			}
		}
	}
	return out
}

func TestFactsAreTheSameOnEveryRun(t *testing.T) {
	useModels(t, filepath.Join("..", "..", "testdata", "kinds.yml"))
	first := facts(t)
	total := 0
	for _, data := range first {
		total += len(data)
	}
	t.Logf("%d facts of %d bytes", len(first), total)
	if len(first) < 20 {
		t.Fatalf("%d facts of %d bytes: the fixtures were not analyzed", len(first), total)
	}
	if total > factBudget {
		t.Errorf("facts take %d bytes, over the budget of %d", total, factBudget)
	}
	for range 3 {
		again := facts(t)
		for name, data := range first {
			if !bytes.Equal(data, again[name]) {
				t.Fatalf("the fact of %s differs between runs", name)
			}
		}
	}
	for name, data := range first {
		for range 10 {
			back, err := taint.Reencode(data)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if !bytes.Equal(data, back) {
				t.Fatalf("%s: decoded and encoded again, the fact differs", name)
			}
		}
	}
}

// FuzzReencode: any bytes are a fact or an error, and what is a fact is encoded as it was read from then on.
func FuzzReencode(f *testing.F) {
	useModels(f, filepath.Join("..", "..", "testdata", "kinds.yml"))
	var seeds [][]byte
	for seed := range 10 {
		seeds = append(seeds, factsOfPrograms(f, []byte{byte(seed), 3, 1, 4, 1, 5, 9, 2, 6, 5})...)
	}
	if len(seeds) < 10 {
		f.Fatalf("%d facts", len(seeds))
	}
	for _, data := range seeds {
		if _, err := taint.Reencode(data); err != nil {
			f.Fatalf("%q: %v", data, err)
		}
		f.Add(data)
	}
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		once, err := taint.Reencode(data)
		if err != nil {
			return
		}
		twice, err := taint.Reencode(once)
		if err != nil || !bytes.Equal(once, twice) {
			t.Errorf("%q: encoded as %q, then as %q, %v", data, once, twice, err)
		}
	})
}
