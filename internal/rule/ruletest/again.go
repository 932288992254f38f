package ruletest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/txtar"
)

// again runs a rule on what its fixes made: nothing may be left to fix, so that a second -fix changes nothing. Golden
// files with a section for each fix are left out.
func again(t *testing.T, testdata string, a *analysis.Analyzer, golden map[string][]byte) {
	t.Helper()
	src, dirs := fixed(t, testdata, golden)
	if len(dirs) == 0 {
		return
	}
	for _, r := range analysistest.Run(silent{}, filepath.Dir(src), a, dirs...) {
		for _, d := range r.Action.Diagnostics {
			if len(d.SuggestedFixes) > 0 {
				t.Errorf("%s, as the fixes have made it, has another fix: %s: %s", r.Action.Package.Fset.Position(d.Pos), d.Message, d.SuggestedFixes[0].Message)
			}
		}
	}
}

// fixed makes a copy of the fixtures in which the golden files stand in place of their sources. It returns its
// directory src, and the packages that have such files.
func fixed(t *testing.T, testdata string, golden map[string][]byte) (src string, dirs []string) {
	t.Helper()
	from := filepath.Join(testdata, "src")
	src = filepath.Join(t.TempDir(), "src")
	own := map[string]bool{}
	for source, text := range golden {
		if len(txtar.Parse(text).Files) > 0 {
			continue
		}
		dir, err := filepath.Rel(from, filepath.Dir(source))
		if err != nil {
			t.Fatal(err)
		}
		if !own[dir] {
			own[dir] = true
			dirs = append(dirs, filepath.ToSlash(dir))
		}
	}
	if err := copyOrLink(from, src, ".", own); err != nil {
		t.Fatal(err)
	}
	for source, text := range golden {
		dir, err := filepath.Rel(from, filepath.Dir(source))
		if err != nil {
			t.Fatal(err)
		}
		if own[dir] {
			if err := os.WriteFile(filepath.Join(src, dir, filepath.Base(source)), text, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return src, dirs
}

// copyOrLink copies the Go files of the directories that are to change, and links to those that hold none of these.
func copyOrLink(from, to, rel string, own map[string]bool) error {
	below := own[rel] || rel == "."
	for dir := range own {
		below = below || strings.HasPrefix(dir, rel+"/")
	}
	if !below {
		return os.Symlink(filepath.Join(from, rel), filepath.Join(to, rel))
	}
	if err := os.MkdirAll(filepath.Join(to, rel), 0o755); err != nil {
		return err
	}
	entries, err := os.ReadDir(filepath.Join(from, rel))
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := filepath.Join(rel, e.Name())
		if e.IsDir() {
			if err := copyOrLink(from, to, filepath.ToSlash(name), own); err != nil {
				return err
			}
			continue
		}
		text, err := os.ReadFile(filepath.Join(from, name))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// silent ignores the complaints about comments that want what is no longer reported. That the code compiles is tested
// apart.
type silent struct{}

func (silent) Errorf(string, ...any) {}
