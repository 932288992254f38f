package config

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const everything = `version: 1
strict: true
tests: true
signedcodec-path: example.com/mirror/signedcodec
threat-model: [remote, local]
rules:
  unboundeddecode: {enabled: false}
  secretcache:
    names: {add: [x_session], remove: [code]}
    exclude: internal/cache
  cmdinjection: {enabled: true}
exclude: ["**/testdata/**", "gen/*.go"]
vocabulary:
  lookups: {add: "Holt.*"}
models:
  - func: example.com/app/src.String
    source: {kind: mine, at: result}
custom-rules:
  - {name: cmdinjection, message: "user data reaches a command", sources: [mine, remote], sinks: [exec], severity: high, cwe: [CWE-78]}
`

// inFolder makes a module in a temporary folder, with a settings file, and returns the folder.
func inFolder(t *testing.T, settings string) string {
	t.Helper()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "go.mod"), "module example.com/app\n")
	if settings != "" {
		write(t, filepath.Join(dir, FileName), settings)
	}
	return dir
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestEverySetting(t *testing.T) {
	dir := inFolder(t, everything)
	c, err := at(filepath.Join(dir, "sub"))
	if err != nil {
		t.Fatal(err)
	}
	if !c.Strict || !c.Tests || c.SignedCodecPath() != "example.com/mirror/signedcodec" {
		t.Errorf("strict %t, tests %t, signedcodec %s", c.Strict, c.Tests, c.SignedCodecPath())
	}
	want := []CustomRule{{Name: "cmdinjection", Message: "user data reaches a command", Sources: []string{"mine", "remote"}, Sinks: []string{"exec"}, Severity: "high", CWE: []int{78}}}
	if diff := cmp.Diff(want, c.CustomRules); diff != "" {
		t.Error(diff)
	}
	for kind, want := range map[string]bool{"remote": true, "local": true, "store": false, "secret": true, "mine": true} {
		if c.Distrusts(kind) != want {
			t.Errorf("Distrusts(%s) = %t", kind, !want)
		}
	}
	if c.Runs("unboundeddecode", false) || !c.Runs("secretcache", false) || !c.Runs("decodetag", true) {
		t.Error("rules that run")
	}
	if !c.Models.LooksUp("HoltKunde") || !c.Models.LooksUp("GetUser") {
		t.Error("the list of lookups")
	}
	parameters := c.SecretNames("secret-parameter")
	if slices.Contains(parameters, "code") || !slices.Contains(parameters, "x_session") || !slices.Contains(parameters, "token") {
		t.Errorf("names of secret parameters: %v", parameters)
	}
	for file, want := range map[string]bool{
		"a.go": false, "testdata/a.go": true, "x/testdata/y/a.go": true, "gen/a.go": true, "gen/x/a.go": false,
		"internal/cache/a.go": true, "internal/cachex/a.go": false,
	} {
		if got := c.Excluded("secretcache", filepath.Join(dir, filepath.FromSlash(file))); got != want {
			t.Errorf("Excluded(secretcache, %s) = %t", file, got)
		}
	}
	if c.Excluded("decodetag", "internal/cache/a.go") {
		t.Error("one rule's exclude holds for another")
	}
}

func TestWithoutSettings(t *testing.T) {
	c, err := at(inFolder(t, ""))
	if err != nil {
		t.Fatal(err)
	}
	if c.Strict || c.Runs("decodetag", true) || !c.Runs("decodetag", false) || c.Distrusts("local") || !c.Distrusts("store") {
		t.Errorf("defaults: %+v", c)
	}
	if c.Excluded("decodetag", "a.go") || c.SignedCodecPath() != DefaultSignedCodec || !slices.Contains(c.SecretNames("secret-header"), "Authorization") {
		t.Errorf("defaults: %+v", c)
	}
}

func TestMistakesNameTheirLine(t *testing.T) {
	for text, want := range map[string]string{
		"rules: {}":                ":1: version: is missing",
		"":                         ":1: want a map of keys and values",
		"version: 2":               ":1: version: want 1",
		"version: 1\nexcludes: []": `:2: unknown key "excludes"; want one of custom-rules, exclude, generated, models, rules, signedcodec-path, strict, tests, threat-model, version`,
		"version: 1\nrules: {gobdecode: {enabled: true}}":                                               `:2: unknown rule "gobdecode"; want one of untrusteddecode,`,
		"version: 1\nrules:\n  decodetag: {enable: true}":                                               `:3: unknown key "enable"; want one of enabled, exclude`,
		"version: 1\nrules:\n  decodetag: {names: {}}":                                                  `:3: unknown key "names"`,
		"version: 1\nrules:\n  secretcache: {names: {ad: x}}":                                           `:3: unknown key "ad"; want one of add, remove`,
		"version: 1\nrules:\n  decodetag: true":                                                         ":3: want a map of keys and values",
		"version: 1\nthreat-model: [remote, disk]":                                                      `:2: threat "disk"; want one of remote, queue, peer, cookie, store, file, local`,
		"version: 1\nexclude: [/etc]":                                                                   `:2: pattern "/etc": write a path with slashes, relative to the directory of the settings file`,
		"version: 1\nexclude: ['a**/b']":                                                                `:2: pattern "a**/b": ** stands alone between slashes`,
		"version: 1\nversion: 1":                                                                        `:2: key "version" is already on line 1`,
		"version: 1\nstrict: yes":                                                                       ":2: want true or false",
		"version: 1\nmodels:\n- func: a.B\n  sorce: {}":                                                 `:4: unknown key "sorce"`,
		"version: 1\ncustom-rules:\n- {name: X, message: m, sources: [a], sinks: [b]}":                  `:3: name "X": a rule's name is lower-case letters and digits`,
		"version: 1\ncustom-rules:\n- {name: decodetag, message: m, sources: [a], sinks: [b]}":          `:3: name "decodetag" is a built-in rule's`,
		"version: 1\ncustom-rules:\n- {name: x, sources: [a], sinks: [b]}":                              ":3: message: is missing",
		"version: 1\ncustom-rules:\n- {name: x, message: m, sources: [a]}":                              ":3: a rule needs sources: and sinks:",
		"version: 1\ncustom-rules:\n- {name: x, message: m, sources: [a], sinks: [b], severity: fatal}": `:3: severity "fatal"; want low, medium or high`,
		"version: 1\ncustom-rules:\n- {name: x, message: m, sources: [a], sinks: [b], cwe: [79]}":       `:3: cwe "79": want for instance CWE-78`,
		"version: 1\ncustom-rules:\n- &r {name: x, message: m, sources: [a], sinks: [b]}\n- *r":         ":3: anchors and aliases are not supported",
		"version: 1\ncustom-rules:\n- {name: x, message: m, sources: [a], sinks: [b]}\n- {name: x, message: m, sources: [a], sinks: [b]}": `:4: rule "x" comes twice`,
	} {
		dir := inFolder(t, text+"\n")
		_, err := at(dir)
		if err == nil || !strings.Contains(err.Error(), FileName+want) {
			t.Errorf("%s\ngives %v\nwant  %s", text, err, want)
		}
	}
}

func TestFileIsLookedUpToTheModuleRoot(t *testing.T) {
	dir := inFolder(t, "version: 1\n")
	inner := filepath.Join(dir, "inner")
	write(t, filepath.Join(inner, "go.mod"), "module example.com/inner\n")
	cached := filepath.Join(dir, "cache", "lib@v1.0.0")
	write(t, filepath.Join(cached, FileName), "version: 1\n")
	for folder, want := range map[string]string{
		dir:                           filepath.Join(dir, FileName),
		filepath.Join(dir, "a", "b"):  filepath.Join(dir, FileName),
		filepath.Join(inner, "a"):     "", // another module
		filepath.Join(cached, "deep"): "", // a dependency's settings are its own affair
	} {
		if got := File(folder); got != want {
			t.Errorf("File(%s) = %s, want %s", folder, got, want)
		}
	}
	t.Setenv(Env, filepath.Join(dir, "elsewhere.yml"))
	if got := File(inner); got != filepath.Join(dir, "elsewhere.yml") {
		t.Errorf("with %s: %s", Env, got)
	}
	if _, err := at(inner); err == nil || !strings.Contains(err.Error(), "elsewhere.yml") {
		t.Errorf("a file that is named and not there: %v", err)
	}
}

func TestAFileThatChangesIsReadAgain(t *testing.T) {
	dir := inFolder(t, "version: 1\n")
	t.Chdir(dir)
	before, err := Hash()
	if err != nil {
		t.Fatal(err)
	}
	first, err := Current()
	if err != nil {
		t.Fatal(err)
	}
	again, err := Current()
	if err != nil || again != first {
		t.Errorf("an unchanged file was read twice (%v)", err)
	}
	write(t, FileName, "version: 1\nstrict: true\n")
	changed, err := Current()
	if err != nil || !changed.Strict {
		t.Errorf("a changed file was not read (%v)", err)
	}
	if after, err := Hash(); err != nil || after == before {
		t.Errorf("the hash of a changed file is the same (%v)", err)
	}
	write(t, FileName, "version: 1\nstrict: perhaps\n")
	if _, err := Hash(); err == nil || err.Error() != FileName+":2: want true or false" {
		t.Errorf("the hash of a mistaken file: %v", err)
	}
}

// set gives a flag a value for the time of a test.
func set(t *testing.T, name, value string) {
	t.Helper()
	old := Analyzer.Flags.Lookup(name).Value.String()
	if err := Analyzer.Flags.Set(name, value); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { Analyzer.Flags.Set(name, old) })
}

func TestFlagsWin(t *testing.T) {
	dir := inFolder(t, everything)
	set(t, "rules", "unboundeddecode,cmdinjection")
	set(t, "threat-model", "store")
	set(t, "exclude", "vendor")
	set(t, "signedcodec-path", "example.com/flag")
	c, err := at(dir)
	if err != nil {
		t.Fatal(err)
	}
	if !c.Runs("unboundeddecode", true) || c.Runs("decodetag", false) || c.Distrusts("remote") || !c.Distrusts("store") {
		t.Error("a flag does not win over the file")
	}
	if !c.Excluded("decodetag", "vendor/x/a.go") || !c.Excluded("decodetag", "gen/a.go") || c.SignedCodecPath() != "example.com/flag" {
		t.Error("exclude and signedcodec-path")
	}
}

func TestMistakenFlags(t *testing.T) {
	dir := inFolder(t, "")
	for name, values := range map[string][2]string{
		"rules":        {"gobdecode", `-rules: unknown rule "gobdecode"; want one of untrusteddecode,`},
		"threat-model": {"disk", `-threat-model: threat "disk"; want one of`},
		"exclude":      {"a**b", `-exclude: pattern "a**b"`},
	} {
		t.Run(name, func(t *testing.T) {
			set(t, name, values[0])
			if _, err := at(dir); err == nil || !strings.Contains(err.Error(), values[1]) {
				t.Errorf("%v, want %s", err, values[1])
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add(everything)
	f.Add("version: 1\nmodels: [{func: a.B, noreturn: true}]")
	f.Fuzz(func(t *testing.T, text string) {
		// No input panics, and each error but the YAML library's joined ones starts with the file.
		if _, err := parse("s.yml", []byte(text)); err != nil && !strings.HasPrefix(err.Error(), "s.yml:") {
			t.Errorf("%q gives an error without a place: %v", text, err)
		}
	})
}
