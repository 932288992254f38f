package report_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/unsafedecode/unsafedecode/internal/report"
)

const source = "package p\n\nvar a, b = 1, 2\n"

// at is an edit of the first occurrence of a text.
func at(file, text, replacement string) report.Edit {
	i := strings.Index(source, text)
	return report.Edit{File: file, Start: i, End: i + len(text), New: replacement}
}

func finding(edits ...report.Edit) report.Finding {
	return report.Finding{Fixes: []report.Fix{{Message: "mend", Edits: edits}, {Message: "second", Edits: []report.Edit{at("a.go", "var", "const")}}}}
}

func TestFix(t *testing.T) {
	tests := map[string]struct {
		findings         []report.Finding
		applied, skipped int
		a, b             string // expected; empty if unchanged
		err              string
	}{
		"one":             {findings: []report.Finding{finding(at("a.go", "1", "3"))}, applied: 1, a: "package p\n\nvar a, b = 3, 2\n"},
		"two":             {findings: []report.Finding{finding(at("a.go", "2", "4")), finding(at("a.go", "1", "3"))}, applied: 2, a: "package p\n\nvar a, b = 3, 4\n"},
		"overlap":         {findings: []report.Finding{finding(at("a.go", "1, 2", "3, 4")), finding(at("a.go", "2", "5"))}, applied: 1, skipped: 1, a: "package p\n\nvar a, b = 3, 4\n"},
		"all or nothing":  {findings: []report.Finding{finding(at("a.go", "1", "3")), finding(at("b.go", "2", "4"), at("a.go", "1", "5"))}, applied: 1, skipped: 1, a: "package p\n\nvar a, b = 3, 2\n"},
		"same edit":       {findings: []report.Finding{finding(at("a.go", "1", "3")), finding(at("a.go", "1", "3"), at("a.go", "2", "4"))}, applied: 2, a: "package p\n\nvar a, b = 3, 4\n"},
		"formatted":       {findings: []report.Finding{finding(at("a.go", "var a", "var  a"))}, applied: 1, a: source},
		"no Go":           {findings: []report.Finding{finding(at("a.go", "var", "vra"))}, err: "a.go: the fixes do not fit together"},
		"out of the file": {findings: []report.Finding{finding(report.Edit{File: "a.go", Start: 3, End: 300})}, err: "a.go: an edit lies outside the file"},
		"backwards":       {findings: []report.Finding{finding(report.Edit{File: "a.go", Start: 3, End: 2})}, err: "an edit lies outside"},
		"no file":         {findings: []report.Finding{finding(report.Edit{File: "c.go"})}, err: "c.go"},
		"no fix":          {findings: []report.Finding{{}}},
		"two insertions": {findings: []report.Finding{finding(report.Edit{File: "a.go", Start: 10, End: 10, New: "var x = 1\n"}),
			finding(report.Edit{File: "a.go", Start: 10, End: 10, New: "var y = 1\n"})}, applied: 1, skipped: 1, a: "package p\n\nvar x = 1\n\nvar a, b = 1, 2\n"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := &report.Report{Dir: t.TempDir(), Findings: tt.findings}
			for _, f := range []string{"a.go", "b.go"} {
				write(t, filepath.Join(r.Dir, f), []byte(source))
			}
			changes, err := r.Changes(time.Now().Add(time.Hour))
			if tt.err != "" {
				if err == nil || !strings.Contains(err.Error(), tt.err) {
					t.Errorf("got %v, want %q", err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if err := changes.Write(); err != nil {
				t.Fatal(err)
			}
			if changes.Applied != tt.applied || changes.Skipped != tt.skipped {
				t.Errorf("applied %d, skipped %d, want %d, %d", changes.Applied, changes.Skipped, tt.applied, tt.skipped)
			}
			if got := len(changes.Left); got != len(tt.findings)-tt.applied {
				t.Errorf("%d findings left", got)
			}
			for f, want := range map[string]string{"a.go": tt.a, "b.go": tt.b} {
				if want == "" {
					want = source
				}
				if got, _ := os.ReadFile(filepath.Join(r.Dir, f)); string(got) != want {
					t.Errorf("%s is\n%s\nwant\n%s", f, got, want)
				}
			}
		})
	}
}

func TestFixOfAChangedFile(t *testing.T) {
	r := &report.Report{Dir: t.TempDir(), Findings: []report.Finding{finding(at("a.go", "1", "3"))}}
	write(t, filepath.Join(r.Dir, "a.go"), []byte(source))
	if _, err := r.Changes(time.Now().Add(-time.Hour)); err == nil || !strings.Contains(err.Error(), "a.go changed while it was analyzed") {
		t.Errorf("changed before the fixes are applied: %v", err)
	}
	changes, err := r.Changes(time.Now().Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(r.Dir, "a.go"), []byte(source+"\n// edited\n"))
	if err := changes.Write(); err == nil || !strings.Contains(err.Error(), "no fix was applied") {
		t.Errorf("changed before the file is written: %v", err)
	}
}

// If one file cannot be written, those before it are put back.
func TestFixIsUndone(t *testing.T) {
	r := &report.Report{Dir: t.TempDir(), Findings: []report.Finding{finding(at("a.go", "1", "3"), at("b/b.go", "1", "3"))}}
	for _, f := range []string{"a.go", "b/b.go"} {
		write(t, filepath.Join(r.Dir, f), []byte(source))
	}
	changes, err := r.Changes(time.Now().Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(r.Dir, "b/b.go"), []byte(source+"\n"))
	if err := changes.Write(); err == nil {
		t.Error("no error")
	}
	if got, _ := os.ReadFile(filepath.Join(r.Dir, "a.go")); string(got) != source {
		t.Errorf("a.go is\n%s", got)
	}
}

// A fix that a cache may keep names no day: the day on which a migration ends counts from the day of the run.
func TestUndatedFix(t *testing.T) {
	const stream = `{"p": {"unsigneddecode": [{"posn": "a.go:1:1", "end": "a.go:1:2", "message": "m", "suggested_fixes": [
		{"message": "accept unsigned data until 9999-12-31", "edits": [{"filename": "a.go", "start": 0, "end": 0, "new": "time.Date(9999, time.December, 31, 0, 0, 0, 0, time.UTC)"}]}]}]}}`
	r := collect(t, t.TempDir(), []byte(stream)) // on 22 November 2026
	got := r.Findings[0].Fixes[0]
	if got.Message != "accept unsigned data until 2026-12-22" || got.Edits[0].New != "time.Date(2026, time.December, 22, 0, 0, 0, 0, time.UTC)" {
		t.Errorf("got %+v", got)
	}
}

// After fixes the findings that are left have the lines that their code has then.
func TestLinesMove(t *testing.T) {
	before := "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\neleven\ntwelve\n"
	after := "zero\none\ntwo\nTHREE\nfour\nfive\nsix\nseven\neight\nnine\nten\ntwelve\nmore\n"
	want := []int{2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 12}
	var got []int
	for line := range want {
		got = append(got, report.LineAfter([]byte(before), []byte(after), line+1))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
