package report

import (
	"encoding/json"
	"io"
)

// ReportVersion is the version of the format that WriteReport writes. It is incremented when a field changes its meaning or is removed;
// new fields do not change it.
const ReportVersion = 1

// A Summary is a run as one object: docs/report.schema.json describes it.
type Summary struct {
	Version  int            `json:"version"`
	Tool     Tool           `json:"tool"`
	Status   string         `json:"status"`  // complete or incomplete
	Reasons  []string       `json:"reasons"` // why it is incomplete
	Warnings []string       `json:"warnings"`
	Skipped  []string       `json:"skipped"` // packages that were asked for and not analyzed
	Packages int            `json:"packages"`
	Counts   map[string]int `json:"counts"` // of findings: high, medium, low; and of those left out: suppressed, baseline, generated
	Bounds   []Bound        `json:"bounds"`
	Applied  *Applied       `json:"applied,omitempty"` // with -fix: what was changed, and what to do next
	Findings []Finding      `json:"findings"`
}

// A Tool is the program that made a report.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Go      string `json:"go"`
}

// A Bound is a limit of the engine that the analysis of some functions met. Where it cut a search that had reached a source, a finding may
// be missing.
type Bound struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
	Cut   int    `json:"cut"`
}

// Summary returns the run as one object.
func (r *Report) Summary(tool Tool) *Summary {
	s := &Summary{
		Version: ReportVersion, Tool: tool, Status: "complete", Packages: len(r.Analyzed),
		Reasons: make([]string, len(r.Problems)), Skipped: append([]string{}, r.Left...),
		Counts:   map[string]int{"high": 0, "medium": 0, "low": 0, "suppressed": r.Suppressed, "baseline": r.Known, "generated": r.Generated},
		Bounds:   append([]Bound{}, r.Bounds...),
		Warnings: []string{}, Applied: r.Applied,
		Findings: append([]Finding{}, r.Findings...),
	}
	for i, p := range r.Problems {
		s.Reasons[i] = Visible(p)
	}
	for _, w := range r.Warnings {
		s.Warnings = append(s.Warnings, Visible(w))
	}
	if r.Incomplete() {
		s.Status = "incomplete"
	}
	for _, f := range r.Findings {
		if f.Verdict == "" {
			s.Counts[f.Severity]++
		}
	}
	return s
}

// WriteReport writes the run as one object.
func (r *Report) WriteReport(w io.Writer, tool Tool) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(r.Summary(tool))
}

// Incomplete reports whether the run could not do all that was asked for.
func (r *Report) Incomplete() bool { return len(r.Problems)+len(r.Left) > 0 }

// Cut counts the functions in which a bound cut a search that had reached a source.
func (r *Report) Cut() (n int) {
	for _, b := range r.Bounds {
		n += b.Cut
	}
	return n
}
