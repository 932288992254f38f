package gclplugin_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/txtar"

	_ "github.com/unsafedecode/unsafedecode/analyzer/gclplugin"
)

// settings are those of a file, as golangci-lint hands them over.
type settings = map[string]any

// plugin makes the linter as golangci-lint does. What it sets is undone at the end of the test.
func plugin(t *testing.T, s any) (register.LinterPlugin, error) {
	t.Helper()
	New, err := register.GetPlugin("unsafedecode")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := New(nil); err != nil {
			t.Error(err)
		}
	})
	return New(s)
}

// What is wrong in the settings is an error that says what to write, and no linter.
func TestSettingsAreStrict(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "broken.yml")
	if err := os.WriteFile(broken, []byte("version: 1\nnosuch: true\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	const where = "linters.settings.custom.unsafedecode.settings: "
	for _, tt := range []struct {
		settings any
		want     string
	}{
		{settings{"nosuch": true}, where + `decoding settings: json: unknown field "nosuch"`},
		{settings{"strict": "yes"}, where + "decoding settings: json: cannot unmarshal string into Go struct field Settings.strict of type bool"},
		{settings{"rules": "untrusteddecode"}, where + "decoding settings: json: cannot unmarshal string"},
		{settings{"rules": []string{"nosuch"}}, `unknown rule "nosuch"; want one of untrusteddecode`},
		{settings{"threat-model": []string{"weather"}}, `threat "weather"; want one of remote`},
		{settings{"exclude": []string{"/a"}}, `pattern "/a"`},
		{settings{"config": "nosuch.yml"}, "nosuch.yml: no such file"},
		{settings{"config": broken}, "broken.yml:2: "},
	} {
		p, err := plugin(t, tt.settings)
		if p != nil || err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%v: %v, %v, want %s", tt.settings, p, err, tt.want)
		}
	}
}

// Settings that are left out, and those of the example, are none.
func TestSettingsMayBeEmpty(t *testing.T) {
	for _, s := range []any{nil, settings{}, settings{"strict": false, "tests": false}} {
		p, err := plugin(t, s)
		if err != nil {
			t.Fatal(err)
		}
		if mode := p.GetLoadMode(); mode != register.LoadModeTypesInfo {
			t.Errorf("load mode %s: the suite needs types", mode)
		}
	}
}

// golangci-lint makes an issue of each related place, so there is none, and the source stands in the message, which names
// the rule once at most. A fix of two files would be applied by half. Facts of other packages count.
func TestIssues(t *testing.T) {
	const (
		inside = "state.go:15:9 unsigneddecode: gob decodes the file, whose integrity is not verified, inside Load: sign the data with signedcodec where it is written and verify it here (go get github.com/unsafedecode/unsafedecode/signedcodec); the source is at state.go:13: read from file (in Restore)"
		mac    = "state.go:23:9 weakverify: MAC compared with bytes.Equal, which leaks timing: use hmac.Equal; the source is at state.go:21: read from HMAC (in Verify)"
		direct = "store/store.go:18:8 unsigneddecode: gob decodes the file, whose integrity is not verified; the source is at store.go:14: read from file (in Open)"
	)
	for name, tt := range map[string]struct {
		settings settings
		want     []string
	}{
		"all":      {nil, []string{inside, mac + " +1", direct}},
		"rules":    {settings{"rules": []string{"weakverify"}}, []string{mac + " +1"}},
		"excluded": {settings{"exclude": []string{"**/store.go"}}, []string{inside, mac + " +1"}},
		"threats":  {settings{"threat-model": []string{"remote"}}, []string{mac + " +1"}},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := plugin(t, tt.settings)
			if err != nil {
				t.Fatal(err)
			}
			suite, err := p.BuildAnalyzers()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, issues(t, suite)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// issues are the diagnostics of the sample program, with the number of their fixes.
func issues(t *testing.T, suite []*analysis.Analyzer) (all []string) {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/state.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files, err := txtar.FS(archive)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	loaded, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax | packages.NeedModule, Dir: dir, Env: append(os.Environ(), "GOWORK=off")}, "./...")
	if err != nil || packages.PrintErrors(loaded) > 0 {
		t.Fatal(err)
	}
	graph, err := checker.Analyze(suite, loaded, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Fatal(act.Err)
		}
		for _, d := range act.Diagnostics {
			if d.Related != nil {
				t.Errorf("%s: it has related places, each of which becomes an issue", d.Message)
			}
			pos := act.Package.Fset.Position(d.Pos)
			rel := strings.TrimPrefix(pos.String(), dir+string(filepath.Separator))
			text := filepath.ToSlash(rel) + " " + act.Analyzer.Name + ": " + d.Message
			if n := len(d.SuggestedFixes); n > 0 {
				text += " +" + string(rune('0'+n))
			}
			all = append(all, text)
		}
	}
	slices.Sort(all)
	return all
}
