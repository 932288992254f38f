package report_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/unsafedecode/unsafedecode/internal/report"
	"github.com/unsafedecode/unsafedecode/internal/rule"
)

var update = flag.Bool("update", false, "write the golden files")

var rules = []*rule.Rule{{
	Name:     "untrusteddecode",
	Title:    "a decoder reads what an attacker sends",
	Text:     "The first paragraph, with `code`.\n\nThe second.",
	Since:    "v0.1.0",
	Severity: rule.High,
	CWE:      []int{502},
	Variants: []*rule.Variant{{Name: "mild", Title: "a mild form", Severity: rule.Medium, CWE: []int{502, 1188}}},
}}

// shop lays out the sample program and returns what go vet printed of it.
func shop(t *testing.T) (dir string, stream []byte) {
	t.Helper()
	dir, streams := printed(t)
	return dir, streams["stream.json"]
}

// printed lays out the sample program and returns what go vet printed of it in some runs.
func printed(t *testing.T) (dir string, streams map[string][]byte) {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/shop.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir, streams = t.TempDir(), make(map[string][]byte)
	for _, f := range archive.Files {
		if filepath.Ext(f.Name) == ".json" {
			streams[f.Name] = bytes.ReplaceAll(f.Data, []byte("DIR"), []byte(filepath.ToSlash(dir)))
			continue
		}
		write(t, filepath.Join(dir, f.Name), f.Data)
	}
	return dir, streams
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func collect(t *testing.T, dir string, stream []byte) *report.Report {
	t.Helper()
	r := &report.Report{Rules: rules, Dir: dir}
	c := &report.Collector{Report: r, Now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.Local)}
	if err := c.Stream(bytes.NewReader(stream), nil); err != nil {
		t.Fatal(err)
	}
	c.Finish()
	return r
}

// A report in every format is what the golden files hold.
func TestFormats(t *testing.T) {
	dir, streams := printed(t)
	r := collect(t, dir, streams["stream.json"])
	audit := collect(t, dir, streams["audit.json"])
	audit.Audit = true
	r.About = report.About{Date: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC), Patterns: []string{"./..."}, Modules: []string{"example.com/shop"}, Commit: "0123456789ab", Changed: true}
	tests := map[string]func(io.Writer) error{
		"audit-text":   func(w io.Writer) error { return audit.WriteText(w, report.Style{}) },
		"audit-json":   audit.WriteJSON,
		"audit-sarif":  func(w io.Writer) error { return audit.WriteSARIF(w, "v0.1.0") },
		"audit-github": audit.WriteGitHub,
		"audit-html":   func(w io.Writer) error { return audit.WriteHTML(w, "v0.1.0") },
		"text":         func(w io.Writer) error { return r.WriteText(w, report.Style{}) },
		"color":        func(w io.Writer) error { return r.WriteText(w, report.Style{Color: true}) },
		"json":         r.WriteJSON,
		"sarif":        func(w io.Writer) error { return r.WriteSARIF(w, "v0.1.0") },
		"github":       r.WriteGitHub,
		"gitlab":       r.WriteGitLab,
		"junit":        r.WriteJUnit,
		"sonar":        r.WriteSonar,
		"report": func(w io.Writer) error {
			return r.WriteReport(w, report.Tool{Name: "unsafedecode", Version: "v0.1.0", Go: "go1.26"})
		},
		"terminal": func(w io.Writer) error { return r.WriteText(w, report.Style{Color: true, Terminal: true}) },
		"html":     func(w io.Writer) error { return r.WriteHTML(w, "v0.1.0") },
		"html-none": func(w io.Writer) error {
			return (&report.Report{About: r.About, Analyzed: r.Analyzed}).WriteHTML(w, "v0.1.0")
		},
		"diff": func(w io.Writer) error {
			changes, err := r.Changes(time.Now())
			if err != nil {
				return err
			}
			return changes.Diff(w)
		},
	}
	for name, write := range tests {
		t.Run(name, func(t *testing.T) {
			var got bytes.Buffer
			if err := write(&got); err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata/golden", name)
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("not as %s: read the difference, and if it is right run go test ./internal/report -update\n%s", golden, diff)
			}
		})
	}
}

func TestProblems(t *testing.T) {
	dir, stream := shop(t)
	want := []string{
		"example.com/shop/broken: untrusteddecode: internal error: it broke",
		"worker.go:8:1: internal error in unsafedecode: (*pool).next is not analyzed: unknown instruction",
	}
	if diff := cmp.Diff(want, collect(t, dir, stream).Problems); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestNoFindings(t *testing.T) {
	r := collect(t, t.TempDir(), []byte("{}\n{}\n"))
	var b bytes.Buffer
	if err := r.WriteJSON(&b); err != nil || b.String() != "[]\n" {
		t.Errorf("JSON of nothing: %q, %v", b.String(), err)
	}
}

func TestForeignStream(t *testing.T) {
	for _, stream := range []string{"{", "no JSON", `{"p":{"a":3}}`, `{"p":[]}`} {
		c := &report.Collector{Report: &report.Report{Dir: t.TempDir()}}
		if err := c.Stream(strings.NewReader(stream), nil); err == nil {
			t.Errorf("%s: no error", stream)
		}
	}
}

func fingerprints(r *report.Report) map[string]int {
	all := make(map[string]int)
	for _, f := range r.Findings {
		all[f.Fingerprint]++
	}
	return all
}

// Fingerprints survive lines that move, files that are renamed and code that is indented; two findings never share one.
func TestFingerprintsAreStable(t *testing.T) {
	dir, stream := shop(t)
	before := fingerprints(collect(t, dir, stream))
	for id, n := range before {
		if n > 1 {
			t.Errorf("%d findings have fingerprint %s", n, id)
		}
	}

	path := filepath.Join(dir, "worker.go")
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	moved := bytes.Replace(src, []byte("package shop\n"), []byte("package shop\n\n// more\n"), 1)
	write(t, filepath.Join(dir, "renamed.go"), bytes.ReplaceAll(moved, []byte("\tload"), []byte("  load")))
	for _, line := range []string{"8", "5", "4"} {
		stream = bytes.ReplaceAll(stream, []byte("worker.go:"+line+":"), []byte("renamed.go:"+string(line[0]+2)+":"))
	}
	stream = bytes.ReplaceAll(stream, []byte("renamed.go::"), []byte("renamed.go:10:"))
	if diff := cmp.Diff(before, fingerprints(collect(t, dir, stream))); diff != "" {
		t.Errorf("-before +after\n%s", diff)
	}

	write(t, filepath.Join(dir, "renamed.go"), bytes.ReplaceAll(moved, []byte("load(p.next())"), []byte("load(p.last())")))
	if cmp.Equal(before, fingerprints(collect(t, dir, stream))) {
		t.Error("other code has the same fingerprints")
	}
}

func TestBaseline(t *testing.T) {
	dir, stream := shop(t)
	r := collect(t, dir, stream)
	all := len(r.Findings)
	file := filepath.Join(dir, "baseline.json")
	if _, err := r.WriteBaseline(file); err != nil {
		t.Fatal(err)
	}
	known, err := report.ReadBaseline(file)
	if err != nil {
		t.Fatal(err)
	}
	if known.Apply(r); r.Known != all || len(r.Findings) != 0 || known.Stale() != 0 {
		t.Errorf("the baseline of a run holds %d of its %d findings, %d stale", r.Known, all, known.Stale())
	}

	// One of two equal findings is mended: the other is still known. A new equal one is new.
	var content map[string]any
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &content); err != nil {
		t.Fatal(err)
	}
	content["findings"] = content["findings"].([]any)[:1]
	data, err = json.Marshal(content)
	if err != nil {
		t.Fatal(err)
	}
	write(t, file, data)
	r = collect(t, dir, stream)
	if known, err = report.ReadBaseline(file); err != nil {
		t.Fatal(err)
	}
	if known.Apply(r); r.Known != 1 || len(r.Findings) != all-1 {
		t.Errorf("held %d, left %d of %d", r.Known, len(r.Findings), all)
	}
}

// A run changes what a baseline holds of the packages that it analyzed, and of files that are gone; the rest stays.
func TestBaselineOfSomePackages(t *testing.T) {
	dir, stream := shop(t)
	file := filepath.Join(dir, "baseline.json")
	whole := collect(t, dir, stream)
	if _, err := whole.WriteBaseline(file); err != nil {
		t.Fatal(err)
	}
	all := len(whole.Findings)
	of := func(r *report.Report, pkg string) (n int) {
		for _, f := range r.Findings {
			if f.Package == pkg {
				n++
			}
		}
		return n
	}
	const pkg = "example.com/shop/api"
	inPackage := of(whole, pkg)
	if inPackage == 0 || inPackage == all {
		t.Fatalf("%d of %d findings are in %s", inPackage, all, pkg)
	}
	// Nothing is found in one package, and the others were not analyzed.
	r := &report.Report{Dir: dir, Rules: rules, Analyzed: map[string]string{pkg: filepath.Join(dir, "api")}}
	known, err := report.ReadBaseline(file)
	if err != nil {
		t.Fatal(err)
	}
	if known.Apply(r); known.Stale() != inPackage {
		t.Errorf("%d stale, want the %d of the package", known.Stale(), inPackage)
	}
	kept, err := r.WriteBaseline(file)
	if err != nil || kept != all-inPackage {
		t.Errorf("%d kept of %d (%v)", kept, all-inPackage, err)
	}
	// Pruning takes out what the file of is gone, and nothing else.
	if _, err := whole.WriteBaseline(file); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "api", "order.go")); err != nil {
		t.Fatal(err)
	}
	if known, err = report.ReadBaseline(file); err != nil {
		t.Fatal(err)
	}
	known.Apply(&report.Report{Dir: dir})
	if err := known.Prune(); err != nil {
		t.Fatal(err)
	}
	if known, err = report.ReadBaseline(file); err != nil {
		t.Fatal(err)
	}
	r = collect(t, dir, stream)
	if known.Apply(r); r.Known != all-inPackage {
		t.Errorf("after pruning the baseline holds %d, want %d", r.Known, all-inPackage)
	}
}

func TestBrokenBaseline(t *testing.T) {
	tests := map[string]string{
		"{\n\"tool\": \"unsafedecode\",\n": ":3: not a baseline",
		`[]`:                               ":1: not a baseline",
		`{"tool": "other", "version": 1}`:  `:1: not a baseline of unsafedecode: write one with -write-baseline`,
		`{"tool": {"driver": {}}, "version": "2.1.0"}`:                ":1: not a baseline of unsafedecode",
		`{"version": 1, "findings": []}`:                              ":1: not a baseline of unsafedecode",
		`{"tool": "unsafedecode", "version": 1, "findings": 3}`:       "findings is not a list of findings",
		`{"tool": "unsafedecode", "version": 1, "findings": []} more`: ":1: not a baseline, or a broken one: ",
		"":                                       ":1: not a baseline, or a broken one: ",
		`{"tool": "unsafedecode", "version": 9}`: "version 9, this program reads version 1",
		`{"tool": "unsafedecode", "version": 1, "findings": [{"rule":"a"}]}`: "has no fingerprint",
	}
	for content, want := range tests {
		file := filepath.Join(t.TempDir(), "b.json")
		write(t, file, []byte(content))
		_, err := report.ReadBaseline(file)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), file) {
			t.Errorf("%s: %v, want %q", content, err, want)
		}
	}
	if _, err := report.ReadBaseline(filepath.Join(t.TempDir(), "none")); err == nil || !strings.Contains(err.Error(), "-write-baseline") {
		t.Errorf("a baseline that is not there: %v", err)
	}
}

func TestWriteFileLeavesTheOldOne(t *testing.T) {
	file := filepath.Join(t.TempDir(), "out")
	write(t, file, []byte("old"))
	err := report.WriteFile(file, func(w io.Writer) error {
		io.WriteString(w, "half")
		return io.ErrUnexpectedEOF
	})
	if err == nil {
		t.Error("no error")
	}
	data, _ := os.ReadFile(file)
	if string(data) != "old" {
		t.Errorf("the file holds %q", data)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(file), ".*")); left != nil {
		t.Errorf("left behind: %s", left)
	}
}

// What an audit says of a place agrees with the findings: nothing is called unreached that a finding stands at or ends at.
func TestAuditAgreesWithFindings(t *testing.T) {
	step := func(file string, line int) report.Step { return report.Step{File: file, Line: line, Column: 1} }
	row := func(rule, file string, line int, verdict string) report.Finding {
		return report.Finding{Rule: rule, File: file, Line: line, Column: 1, Message: "gob", Verdict: verdict}
	}
	r := &report.Report{Audit: true, Dir: t.TempDir(), Findings: []report.Finding{
		{Rule: "a", File: "api.go", Line: 3, Column: 1, Message: "found", Trace: []report.Step{step("api.go", 2), step("lib.go", 9)}},
		{Rule: "a", File: "api.go", Line: 7, Column: 1, Message: "found", Trace: []report.Step{step("api.go", 6), step("lib.go", 9)}},
		row("a", "api.go", 3, "in memory already"),
		row("b", "api.go", 3, "no source reaches it"),
		row("b", "api.go", 7, "verified"),
		row("a", "lib.go", 9, "no source reaches it"),
		row("a", "lib.go", 20, "no source reaches it"),
	}}
	(&report.Collector{Report: r}).Finish()
	var got []string
	for _, f := range r.Findings {
		got = append(got, fmt.Sprintf("%s %s:%d %s", f.Rule, f.File, f.Line, f.Verdict))
	}
	slices.Sort(got)
	want := []string{
		"a api.go:3 ",
		"a api.go:7 ",
		"a lib.go:20 no source reaches it",
		"a lib.go:9 reported by a where it is called: api.go:3:1, api.go:7:1",
		"b api.go:7 verified",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
