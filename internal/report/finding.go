package report

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/unsafedecode/unsafedecode/internal/rule"
)

// A Finding is a diagnostic with everything that a reader may want of it. Files are relative to the working directory
// where they lie below it, with slashes; lines and columns count from 1, columns in bytes, ends exclusive.
type Finding struct {
	Rule        string   `json:"rule"`
	Variant     string   `json:"variant,omitempty"` // the rule's kind of fault; empty for a rule of one
	Severity    string   `json:"severity"`          // high, medium, low
	CWE         []string `json:"cwe"`               // "CWE-502"
	Message     string   `json:"message"`
	File        string   `json:"file"`
	Line        int      `json:"line"`
	Column      int      `json:"column"`
	EndLine     int      `json:"endLine"`
	EndColumn   int      `json:"endColumn"`
	Function    string   `json:"function"` // "(*server).login"; empty outside of functions
	Package     string   `json:"package"`
	Claimed     string   `json:"claimed,omitempty"` // the place that a //line comment claims: "view.tmpl:12"
	Fingerprint string   `json:"fingerprint"`
	URL         string   `json:"url"`
	Trace       []Step   `json:"trace"`
	Root        *Root    `json:"root,omitempty"`
	Fixes       []Fix    `json:"fixes"`
	Next        string   `json:"next,omitempty"` // what to do by hand where there is no fix, in lines of text and code

	// Verdict says, in an audit, why the place is not reported; empty for a finding.
	Verdict string `json:"verdict,omitempty"`

	expired time.Time // when its suppression ended
}

// A Step is one hop of a trace, the source first. The file of a step inside a dependency is relative to its module.
type Step struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Function string `json:"function"`
	Message  string `json:"message"`
	Claimed  string `json:"claimed,omitempty"` // as of a finding

	// Foreign marks a step inside a dependency, whose file this program does not look for.
	Foreign bool `json:"-"`
}

// A Fix is applied as a whole or not at all.
type Fix struct {
	Message string `json:"message"`
	Edits   []Edit `json:"edits"`
}

// An Edit replaces the bytes [Start, End) of a file.
type Edit struct {
	File  string `json:"file"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	New   string `json:"new"`
}

// A Report is the outcome of a run.
type Report struct {
	Findings []Finding
	// Problems say what the run could not do: packages that do not compile, functions that were not analyzed.
	Problems []string
	// Warnings say what has no effect: settings that match nothing.
	Warnings []string
	Left     []string // packages that were asked for and not analyzed
	// Analyzed are the packages that were analyzed, with their directories.
	Analyzed map[string]string
	Bounds   []Bound // of the engine that were met
	// Suppressed, Known and Generated count the findings that comments, a baseline and the settings for generated files hold back.
	Suppressed, Known, Generated int
	Rules                        []*rule.Rule // all rules, for the formats that describe them
	Dir                          string       // the working directory
	Audit                        bool
	About                        About
	Applied                      *Applied // what fixes changed; nil unless they were applied
	// Surface is what decoding can run, if the run was asked for it.
	Surface Surface
}

// Sort orders findings by file, line, column and rule, and drops repeated ones: a file may belong to two variants of a
// package.
func (r *Report) Sort() {
	slices.SortStableFunc(r.Findings, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			strings.Compare(a.Rule, b.Rule), strings.Compare(a.Message, b.Message))
	})
	r.Findings = slices.CompactFunc(r.Findings, func(a, b Finding) bool {
		return a.File == b.File && a.Line == b.Line && a.Column == b.Column && a.Rule == b.Rule && a.Message == b.Message
	})
	slices.Sort(r.Problems)
	r.Problems = slices.Compact(r.Problems)
	slices.Sort(r.Warnings)
	r.Warnings = slices.Compact(r.Warnings)
}

// rule returns the rule of a name; nil for the tool's own diagnostics.
func (r *Report) rule(name string) *rule.Rule {
	i := slices.IndexFunc(r.Rules, func(x *rule.Rule) bool { return x.Name == name })
	if i < 0 {
		return nil
	}
	return r.Rules[i]
}

// relative makes a file name relative to the working directory if it lies below it.
func (r *Report) relative(file string) string {
	rel, err := filepath.Rel(r.Dir, file)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return filepath.ToSlash(file)
	}
	return filepath.ToSlash(rel)
}

// path is the inverse of relative.
func (r *Report) path(file string) string {
	if filepath.IsAbs(filepath.FromSlash(file)) {
		return filepath.FromSlash(file)
	}
	return filepath.Join(r.Dir, filepath.FromSlash(file))
}

// KeepTouched removes from the report the findings that a change does not touch: those without a changed line, in
// their code or in their trace.
func (r *Report) KeepTouched(touches func(file string, from, to int) bool) {
	r.Findings = slices.DeleteFunc(r.Findings, func(f Finding) bool {
		return !touches(r.path(f.File), f.Line, max(f.Line, f.EndLine)) && !slices.ContainsFunc(f.Trace, func(s Step) bool {
			return !s.Foreign && touches(r.path(s.File), s.Line, s.Line)
		})
	})
}

// Live returns the number of findings. Sites that an audit lists are not counted.
func (r *Report) Live() (n int) {
	for _, f := range r.Findings {
		if f.Verdict == "" {
			n++
		}
	}
	return n
}
