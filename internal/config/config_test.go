package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// given writes settings into a folder that is a module, and returns the configuration for a folder below.
func given(t *testing.T, settings string) (*Config, error) {
	t.Helper()
	dir := t.TempDir()
	below := filepath.Join(dir, "api")
	if err := os.Mkdir(below, 0o777); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"go.mod": "module example.com/m\n", FileName: settings} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return at(below)
}

// A mistake is an error with its line, that says what to write.
func TestMistakes(t *testing.T) {
	for settings, want := range map[string]string{
		"strict: true\n":                                          "version: is missing",
		"version: 2\n":                                            ":1: version: want 1",
		"version: 1\nnosuch: true\n":                              ":2: ",
		"version: 1\nstrict: maybe\n":                             ":2: ",
		"version: 1\nexclude: [/a]\n":                             `:2: pattern "/a"`,
		"version: 1\nexclude: [a**]\n":                            `:2: pattern "a**"`,
		"version: 1\nexclude: ['']\n":                             ":2: a value is missing",
		"version: 1\nthreat-model:\n- remote\n- weather\n":        `:4: threat "weather"; want one of remote`,
		"version: 1\nrules:\n  nosuch: {}\n":                      `:3: unknown rule "nosuch"; want one of untrusteddecode`,
		"version: 1\nrules:\n  decodetag: {names: {add: [a]}}\n":  ":3: ",
		"version: 1\nrules:\n  decodetag: {enabled: 3}\n":         ":3: ",
		"version: 1\ncustom-rules:\n- {name: Bad}\n":              `name "Bad"`,
		"version: 1\ncustom-rules:\n- {name: decodetag}\n":        "is a built-in rule's",
		"version: 1\ncustom-rules:\n- {name: a, message: b}\n":    "a rule needs sources: and sinks:",
		"version: 1\ncustom-rules:\n- {name: a, cwe: [CWE-0]}\n":  `cwe "CWE-0"`,
		"version: 1\nversion: 1\n":                                ":2: ",
		"version: 1\nmodels:\n- {package: 3}\n":                   ":3: ",
		"version: 1\ncustom-rules:\n- {name: a, severity: bad}\n": "",
	} {
		_, err := given(t, settings)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), FileName) {
			t.Errorf("%q: %v, want %s", settings, err, want)
		}
	}
}

func TestRuns(t *testing.T) {
	c, err := given(t, "version: 1\nrules:\n  decodetag: {enabled: false}\n  decodehook: {enabled: true}\n")
	if err != nil {
		t.Fatal(err)
	}
	for rule, want := range map[string][2]bool{ // as it is, and if it were strict
		"untrusteddecode": {true, false},
		"decodetag":       {false, false},
		"decodehook":      {true, true},
	} {
		if got := [2]bool{c.Runs(rule, false), c.Runs(rule, true)}; got != want {
			t.Errorf("%s: %v, want %v", rule, got, want)
		}
	}
}

func TestDistrusts(t *testing.T) {
	plain, err := given(t, "version: 1\n")
	if err != nil {
		t.Fatal(err)
	}
	narrow, err := given(t, "version: 1\nthreat-model: [local]\n")
	if err != nil {
		t.Fatal(err)
	}
	for kind, want := range map[string][2]bool{"remote": {true, false}, "local": {false, true}, "secret": {true, true}, "ours": {true, true}} {
		if got := [2]bool{plain.Distrusts(kind), narrow.Distrusts(kind)}; got != want {
			t.Errorf("%s: %v, want %v", kind, got, want)
		}
	}
}

func TestExcluded(t *testing.T) {
	c, err := given(t, "version: 1\nexclude: ['**/*.pb.go', vendor/, internal/*/gen, 'a?.go']\nrules:\n  decodetag: {exclude: api}\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		rule, file string
		want       bool
	}{
		{"untrusteddecode", "a.pb.go", true},
		{"untrusteddecode", "api/v1/a.pb.go", true},
		{"untrusteddecode", "api/v1/a.pb.go.txt", false},
		{"untrusteddecode", "vendor/x/y.go", true},
		{"untrusteddecode", "other/vendor/x.go", false},
		{"untrusteddecode", "internal/x/gen/y.go", true},
		{"untrusteddecode", "internal/gen/y.go", false},
		{"untrusteddecode", "internal/x/general/y.go", false},
		{"untrusteddecode", "ab.go", true},
		{"untrusteddecode", "abc.go", false},
		{"untrusteddecode", "api/a.go", false},
		{"decodetag", "api/a.go", true},
		{"decodetag", "api/v1/a.go", true},
		{"decodetag", "apis/a.go", false},
	} {
		for _, file := range []string{tt.file, filepath.Join(c.root, filepath.FromSlash(tt.file))} {
			if got := c.Excluded(tt.rule, file); got != tt.want {
				t.Errorf("%s in %s: %v, want %v", tt.rule, file, got, tt.want)
			}
		}
	}
}

// A flag wins over the file.
func TestFlags(t *testing.T) {
	set := func(name, value string) {
		t.Helper()
		before := Analyzer.Flags.Lookup(name).Value.String()
		if err := Analyzer.Flags.Set(name, value); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { Analyzer.Flags.Set(name, before) })
	}
	const settings = "version: 1\nthreat-model: [remote]\nsignedcodec-path: example.com/a\nrules:\n  decodetag: {enabled: false}\n"
	set("rules", "decodetag")
	set("threat-model", "file,local")
	set("signedcodec-path", "example.com/b")
	c, err := given(t, settings)
	if err != nil {
		t.Fatal(err)
	}
	if !c.Runs("decodetag", true) || c.Runs("untrusteddecode", false) || c.Distrusts("remote") || !c.Distrusts("local") || c.SignedCodecPath() != "example.com/b" {
		t.Errorf("not as the flags say: %+v", c)
	}
	for name, want := range map[string]string{"rules": "-rules: unknown rule", "threat-model": "-threat-model: threat", "exclude": "-exclude: pattern"} {
		t.Run(name, func(t *testing.T) {
			set := func(value string) { Analyzer.Flags.Set(name, value) }
			before := Analyzer.Flags.Lookup(name).Value.String()
			defer set(before)
			set("/nosuch")
			if _, err := given(t, settings); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%v, want %s", err, want)
			}
		})
	}
}

// The file is looked for up to the module's root, and in no dependency; it is read again when it has changed.
func TestFile(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) {
		t.Helper()
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	put(FileName, "version: 1\n")
	put("m/go.mod", "module example.com/m\n")
	put("m/a/b/b.go", "package b\n")
	put("cache/x@v1.0.0/"+FileName, "version: 1\n")
	if got := find(filepath.Join(dir, "m", "a", "b")); got != "" {
		t.Errorf("found beyond the module's root: %s", got)
	}
	if got := find(filepath.Join(dir, "cache", "x@v1.0.0")); got != "" {
		t.Errorf("found in a dependency: %s", got)
	}
	for _, strict := range []bool{false, true} {
		put("m/"+FileName, "version: 1\nstrict: "+map[bool]string{false: "false", true: "true"}[strict]+"\n")
		c, err := at(filepath.Join(dir, "m", "a", "b"))
		if err != nil || c.Strict != strict {
			t.Errorf("strict: %v: %+v, %v", strict, c, err)
		}
	}
}

// Without a file, patterns of the flag are relative to the module's root, wherever the package lies.
func TestExcludeFlag(t *testing.T) {
	dir := t.TempDir()
	below := filepath.Join(dir, "internal", "legacy")
	if err := os.MkdirAll(below, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/m\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { Analyzer.Flags.Set("exclude", "") })
	if err := Analyzer.Flags.Set("exclude", "internal/legacy/**"); err != nil {
		t.Fatal(err)
	}
	c, err := at(below)
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]bool{"internal/legacy/a.go": true, "internal/a.go": false} {
		if got := c.Excluded("untrusteddecode", filepath.Join(dir, filepath.FromSlash(file))); got != want {
			t.Errorf("%s: %v", file, got)
		}
	}
	if c, err = at(filepath.Join(string(filepath.Separator), "nosuch")); err != nil || !c.Excluded("untrusteddecode", "internal/legacy/a.go") {
		t.Errorf("outside of a module: %v", err)
	}
}

func TestSecretNames(t *testing.T) {
	c, err := given(t, "version: 1\nrules:\n  secretcache:\n    names: {add: [x-our-secret], remove: [X_API_KEY]}\n")
	if err != nil {
		t.Fatal(err)
	}
	names := strings.ToLower(strings.Join(c.SecretNames("secret-header"), " "))
	if !strings.Contains(names, "x-our-secret") || strings.Contains(names, "x-api-key") || !strings.Contains(names, "authorization") {
		t.Errorf("secret headers: %s", names)
	}
}
