package report_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/unsafedecode/unsafedecode/internal/report"
)

const library = "example.com/signedcodec"

// applied describes the fixes of a small module.
func applied(t *testing.T) *report.Applied {
	t.Helper()
	r := &report.Report{Dir: t.TempDir()}
	write(t, filepath.Join(r.Dir, "go.mod"), []byte("module example.com/shop\n\nrequire example.com/has v1.0.0\n"))
	write(t, filepath.Join(r.Dir, "a.go"), []byte(source))
	const codec = `import (
	"example.com/signedcodec"
	_ "example.com/has/it"
	"time"
)

var items = signedcodec.Must(signedcodec.FromEnv("SIGNEDCODEC_KEY"), "items",
	signedcodec.WithLegacy(nil, time.Date(2031, time.May, 2, 0, 0, 0, 0, time.UTC)))

var `
	fixed := finding(at("a.go", "var ", codec))
	key := finding(at("a.go", "1", `requireEnv("JWT_KEY")`))
	key.Message, key.File = "hard-coded JWT key: load it from the environment", "a.go"
	again := finding(at("a.go", "1", "3"))
	again.Fingerprint, again.Message = "00000000000000000000000000000001", "what: do it"
	left := report.Finding{Rule: "unsigneddecode", File: "a.go", Line: 3, EndLine: 3, Fingerprint: "00000000000000000000000000000002", Message: "it is wrong: sign it", Next: "Instead of a.go:3, not of b.go:3"}
	again.Rule, again.File, again.Line = left.Rule, left.File, left.Line
	r.Findings = []report.Finding{fixed, key, again, left, {Verdict: "fine"}}
	changes, err := r.Changes(time.Now().Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if err := changes.Write(); err != nil {
		t.Fatal(err)
	}
	a, err := changes.Describe(library)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range changes.Left {
		if f.Line == left.Line || len(f.Fixes) > 0 && f.Verdict == "" {
			t.Errorf("left as if the file had not changed: %+v", f)
		}
	}
	return a
}

func TestDescribe(t *testing.T) {
	want := &report.Applied{
		Fixes: 2, Skipped: 1, Files: []string{"a.go"},
		Modules: []report.Get{{Dir: ".", Import: library}},
		Variables: []report.Variable{
			{Name: "JWT_KEY", For: []string{"hard-coded JWT key (a.go)"}},
			{Name: "SIGNEDCODEC_KEY", For: []string{"signs items"}},
		},
		Stored: []report.Stored{{Purpose: "items", File: "a.go", Line: 9, Until: "2031-05-02"}},
		Unfixed: []report.Unfixed{
			{Rule: "unsigneddecode", File: "a.go", Line: 12, Fingerprint: "00000000000000000000000000000001", Todo: "do it", Skipped: true},
			{Rule: "unsigneddecode", File: "a.go", Line: 12, Fingerprint: "00000000000000000000000000000002", Todo: "sign it", Next: "Instead of a.go:12, not of b.go:3"},
		},
	}
	if diff := cmp.Diff(want, applied(t)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
