// Package ruletest holds a rule to its fixtures. It is for tests.
package ruletest

import (
	"bytes"
	"go/format"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/txtar"

	"github.com/unsafedecode/unsafedecode/internal/config"
)

// Run compares what an analyzer reports with the `// want` comments of its fixtures, the directories
// testdata/src/NAME/... and, with strict findings, testdata/src/strict/NAME/... below root, and what its fixes make of
// them with the files *.go.golden. There must be fixtures that have findings and ones that have none, and what a fix
// makes must compile and be as gofmt has it.
func Run(t *testing.T, root string, a *analysis.Analyzer) {
	t.Helper()
	testdata, err := filepath.Abs(filepath.Join(root, "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	run(t, testdata, a, a.Name)
	if _, err := os.Stat(filepath.Join(testdata, "src", "strict", a.Name)); err == nil {
		t.Run("strict", func(t *testing.T) {
			Set(t, "strict", "true")
			run(t, testdata, a, "strict/"+a.Name)
		})
	}
}

// Set changes a setting for the length of a test.
func Set(t *testing.T, name, value string) {
	t.Helper()
	f := config.Analyzer.Flags.Lookup(name)
	if f == nil {
		t.Fatalf("there is no setting %s", name)
	}
	before := f.Value.String()
	if err := f.Value.Set(value); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Value.Set(before); err != nil {
			t.Error(err)
		}
	})
}

func run(t *testing.T, testdata string, a *analysis.Analyzer, folder string) {
	t.Helper()
	reported, silent, golden := survey(t, filepath.Join(testdata, "src", folder))
	if reported == 0 || silent == 0 && folder == a.Name {
		t.Errorf("testdata/src/%s has %d files with findings and %d without: a rule needs both", folder, reported, silent)
	}
	check := analysistest.Run
	if golden != nil {
		check = analysistest.RunWithSuggestedFixes
	}
	results := check(t, testdata, a, folder+"/...")
	traces(t, filepath.Join(testdata, "src", folder), results)
	count(t, results)
	compile(t, testdata, golden)
	again(t, testdata, a, golden)
}

// survey counts the fixtures, and reads what fixes are to make of them: the golden files, by the names of the sources.
func survey(t *testing.T, dir string) (reported, silent int, golden map[string][]byte) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		switch source, isGolden := strings.CutSuffix(path, ".golden"); {
		case isGolden:
			if golden == nil {
				golden = make(map[string][]byte)
			}
			golden[source] = data
		case !strings.HasSuffix(path, ".go"):
		case bytes.Contains(data, []byte("// want ")):
			reported++
		default:
			silent++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return reported, silent, golden
}

// compile checks that packages still compile with the golden files in place of their sources. Of a golden file that has
// a section for each fix, each is checked.
func compile(t *testing.T, testdata string, golden map[string][]byte) {
	t.Helper()
	for source, data := range golden {
		sections := [][]byte{data}
		if archive := txtar.Parse(data); len(archive.Files) > 0 {
			sections = nil
			for _, f := range archive.Files {
				sections = append(sections, f.Data)
			}
		}
		for _, text := range sections {
			if formatted, err := format.Source(text); err != nil || !bytes.Equal(bytes.TrimSpace(formatted), bytes.TrimSpace(text)) {
				t.Errorf("%s.golden is not as gofmt has it: %v", source, err)
			}
			check(t, testdata, source, text)
		}
	}
}

func check(t *testing.T, testdata, source string, text []byte) {
	t.Helper()
	overlay := map[string][]byte{source: text}
	pkgs, err := packages.Load(&packages.Config{
		Mode:    packages.NeedName | packages.NeedTypes | packages.NeedSyntax | packages.NeedImports | packages.NeedDeps | packages.NeedFiles | packages.NeedCompiledGoFiles,
		Dir:     filepath.Dir(source),
		Env:     append(os.Environ(), "GOPATH="+testdata, "GO111MODULE=off", "GOWORK=off", "GOPROXY=off"),
		Overlay: overlay,
	}, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pkgs {
		for _, e := range p.Errors {
			t.Errorf("%s.golden does not compile: %v", source, e)
		}
	}
}
