package golangcilint

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unsafedecode/unsafedecode/internal/drivers/drive"
)

// A lint runs golangci-lint in a directory, with a cache of its own.
type lint struct {
	program, dir string
	env          []string
}

func newLint(t *testing.T, dir string, env ...string) *lint {
	return &lint{drive.Program(t, "golangci-lint"), dir, append(env, "GOLANGCI_LINT_CACHE="+t.TempDir())}
}

func (l *lint) run(t *testing.T, args ...string) drive.Result {
	t.Helper()
	args = append([]string{"run", "--output.text.path=stdout", "--output.text.print-issued-lines=false", "--output.text.colors=false"}, args...)
	return drive.Execute(t, l.dir, l.env, l.program, args...)
}

// want fails the test unless the issues, sorted, have these beginnings.
func (l *lint) want(t *testing.T, beginnings ...string) {
	t.Helper()
	got := l.run(t)
	lines := drive.LinesOf(got.Stdout, "(unsafedecode)")
	if len(lines) != len(beginnings) {
		t.Fatalf("want %d issues:\n%s%s", len(beginnings), got.Stdout, got.Stderr)
	}
	for i, line := range lines {
		if !strings.HasPrefix(line, beginnings[i]) {
			t.Errorf("%s\nwant %s", line, beginnings[i])
		}
	}
}

const (
	lintImport = "api/api.go:13:2: untrusteddecode: gob decodes the body of an HTTP request, inside Load: use a hardened format, or verify a signature first; the source is at api.go:13: "
	lintHook   = "hook/hook.go:17:38: weakverify: MAC compared with !="
)

// Facts pass between packages, the trace makes no issues of its own, and the rule is named once. Comments of golangci-lint and
// of the suite suppress issues.
func TestGolangciLint(t *testing.T) {
	l := newLint(t, drive.Lay(t, "sample.txtar"))
	l.want(t, lintImport, lintHook)
	for _, line := range drive.LinesOf(l.run(t).Stdout, ".go:") {
		if !strings.HasSuffix(line, " (unsafedecode)") || strings.Count(line, "untrusteddecode")+strings.Count(line, "weakverify") != 1 {
			t.Errorf("the rule is not named once: %s", line)
		}
	}

	// The cache takes the settings of both files into account.
	drive.Write(t, filepath.Join(l.dir, ".unsafedecode.yml"), "version: 1\nrules:\n  untrusteddecode: {enabled: false}\n")
	l.want(t, lintHook)
	drive.Write(t, filepath.Join(l.dir, ".unsafedecode.yml"), "version: 1\n")
	l.want(t, lintImport, lintHook)
	plain := drive.Read(t, filepath.Join(l.dir, ".golangci.yml"))
	drive.Write(t, filepath.Join(l.dir, ".golangci.yml"), plain+"        settings: {rules: [untrusteddecode]}\n")
	l.want(t, lintImport)
	drive.Write(t, filepath.Join(l.dir, ".golangci.yml"), plain+"        settings: {exclude: [api]}\n")
	l.want(t, lintHook)
}

func TestGolangciLintSettingsAreStrict(t *testing.T) {
	l := newLint(t, drive.Lay(t, "sample.txtar"))
	plain := drive.Read(t, filepath.Join(l.dir, ".golangci.yml"))
	for settings, want := range map[string]string{
		"{nosuch: 1}":             `unknown field "nosuch"`,
		"{rules: [nosuchrule]}":   `unknown rule "nosuchrule"`,
		"{config: nosuch.yml}":    "nosuch.yml",
		"{threat-model: [weird]}": `threat "weird"`,
	} {
		drive.Write(t, filepath.Join(l.dir, ".golangci.yml"), plain+"        settings: "+settings+"\n")
		if got := l.run(t); got.Status == 0 || !strings.Contains(got.Stdout+got.Stderr, want) {
			t.Errorf("settings: %s: status %d, want %q:\n%s%s", settings, got.Status, want, got.Stdout, got.Stderr)
		}
	}
	drive.Write(t, filepath.Join(l.dir, ".golangci.yml"), plain)
	drive.Write(t, filepath.Join(l.dir, ".unsafedecode.yml"), "version: 1\nnosuch: 1\n")
	if got := l.run(t); got.Status == 0 || !strings.Contains(got.Stdout+got.Stderr, ".unsafedecode.yml:2: ") {
		t.Errorf("a mistake in .unsafedecode.yml: status %d:\n%s%s", got.Status, got.Stdout, got.Stderr)
	}
}

// The settings that are shown to users work as they are, beside golangci-lint's other linters.
func TestGolangciLintExample(t *testing.T) {
	l := newLint(t, drive.Lay(t, "sample.txtar"))
	drive.Write(t, filepath.Join(l.dir, ".golangci.yml"), drive.Read(t, filepath.Join(drive.Root(), ".golangci.example.yml")))
	l.want(t, lintImport, lintHook)
}

// The fix of one file is applied and compiles. Afterwards that issue is gone.
func TestGolangciLintFix(t *testing.T) {
	l := newLint(t, drive.Lay(t, "sample.txtar"))
	before := drive.Read(t, filepath.Join(l.dir, "hook", "hook.go"))
	l.run(t, "--fix")
	after := drive.Read(t, filepath.Join(l.dir, "hook", "hook.go"))
	if !strings.Contains(after, "hmac.Equal(") {
		t.Errorf("not fixed: %s", cmp.Diff(before, after))
	}
	if built := drive.Execute(t, l.dir, nil, "go", "build", "./..."); built.Status != 0 {
		t.Errorf("does not compile: %s\n%s", built.Stderr, after)
	}
	l.want(t, lintImport)
}
