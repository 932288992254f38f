package report

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf16"
)

const (
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	sourceRoot  = "SRCROOT"
	homeURL     = "https://github.com/unsafedecode/unsafedecode"
)

// Levels of SARIF, and scores in the bands that GitHub shows as high, medium and low.
var (
	sarifLevels = map[string]string{"high": "error", "medium": "warning", "low": "note"}
	scores      = map[string]string{"high": "8.0", "medium": "5.5", "low": "2.0"}
)

// WriteSARIF writes a log of SARIF 2.1.0. URIs are relative to the root of the repository.
func (r *Report) WriteSARIF(w io.Writer, version string) error {
	s := &sarifWriter{report: r, root: repository(r.Dir), index: make(map[string]int)}
	run := sarifRun{
		Tool:               sarifTool{sarifDriver{Name: "unsafedecode", Version: version, SemanticVersion: semantic(version), InformationURI: homeURL, Rules: s.rules()}},
		Invocations:        []sarifInvocation{{ExecutionSuccessful: !r.Incomplete()}},
		OriginalURIBaseIDs: map[string]sarifDescribed{sourceRoot: {sarifText{Text: "the root of the repository"}}},
		ColumnKind:         "utf16CodeUnits",
		Results:            []sarifResult{},
	}
	if len(s.cwe) > 0 {
		run.Taxonomies = []sarifTaxonomy{s.taxonomy()}
		run.Tool.Driver.Taxonomies = []sarifComponent{cweComponent}
	}
	run.Invocations[0].Notifications = r.notifications()
	for _, f := range r.Findings {
		run.Results = append(run.Results, s.result(f))
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}})
}

// notifications say what kept the run from being complete and which bounds of the engine were met.
func (r *Report) notifications() (all []sarifNotification) {
	add := func(level, text string) {
		all = append(all, sarifNotification{level, sarifText{Text: plain(Visible(text))}})
	}
	for _, p := range r.Problems {
		add("error", p)
	}
	for _, w := range r.Warnings {
		add("warning", w)
	}
	for _, path := range r.Left {
		add("error", path+" was not analyzed")
	}
	for _, b := range r.Bounds {
		if b.Cut > 0 {
			add("warning", fmt.Sprintf("the bound %s was met %d times and cut %d searches that had reached a source: a finding may be missing", b.Name, b.Count, b.Cut))
		} else {
			add("note", fmt.Sprintf("the bound %s was met %d times", b.Name, b.Count))
		}
	}
	return all
}

// plain escapes what a viewer would take for a link: section 3.11.6 of the standard.
func plain(text string) string { return linkMarks.Replace(text) }

var linkMarks = strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`)

type sarifWriter struct {
	report  *Report
	root    string // that URIs are relative to
	index   map[string]int
	cwe     []int // that are referred to, in order
	sources sources
}

func (s *sarifWriter) result(f Finding) sarifResult {
	id := s.ruleID(f)
	out := sarifResult{
		RuleID:       id,
		RuleIndex:    s.index[id],
		Properties:   sarifSeverity{scores[f.Severity]},
		Kind:         "fail",
		Level:        sarifLevels[f.Severity],
		Message:      sarifText{Text: plain(f.Message + claimed(f.Claimed))},
		Locations:    []sarifLocation{s.location(f.File, s.region(f.File, f.Line, f.Column, f.EndLine, f.EndColumn), f.Function)},
		Fingerprints: map[string]string{"unsafedecode/v1": f.Fingerprint},
	}
	if f.Verdict != "" {
		out.Kind, out.Level, out.Message.Text = "pass", "none", plain(f.Message+": "+f.Verdict+claimed(f.Claimed))
	}
	if f.Root != nil {
		out.Fingerprints["unsafedecodeRoot/v1"] = f.Root.ID
		out.Related = []sarifLocation{s.related(f.Root)}
	}
	var flow []sarifThreadLocation
	for _, step := range f.Trace {
		location := sarifLocation{Message: &sarifText{Text: plain(step.Message + claimed(step.Claimed))}}
		if step.Line > 0 {
			placed := s.location(step.File, s.region(step.File, step.Line, step.Column, step.Line, s.end(step)), step.Function)
			location.Physical, location.Logical = placed.Physical, placed.Logical
			if step.Foreign {
				location.Physical.Artifact.URIBaseID = ""
			}
		}
		flow = append(flow, sarifThreadLocation{location})
	}
	if flow != nil {
		out.CodeFlows = []sarifCodeFlow{{[]sarifThreadFlow{{flow}}}}
	}
	for _, fix := range f.Fixes {
		out.Fixes = append(out.Fixes, s.fix(fix))
	}
	return out
}

// related is the location of a root.
func (s *sarifWriter) related(root *Root) sarifLocation {
	out := s.location(root.File, s.region(root.File, root.Line, root.Column, 0, 0), root.Function)
	if root.foreign {
		out.Physical.Artifact.URIBaseID = ""
	}
	out.Message = &sarifText{Text: "the sink"}
	return out
}

func (s *sarifWriter) location(file string, region sarifRegion, function string) sarifLocation {
	out := sarifLocation{Physical: &sarifPhysical{s.artifact(file), region}}
	if function != "" {
		out.Logical = []sarifLogical{{function, "function"}}
	}
	return out
}

// artifact names a file by a URI relative to the repository where it lies in it.
func (s *sarifWriter) artifact(file string) sarifArtifact {
	path := s.report.path(file)
	rel, err := filepath.Rel(s.root, path)
	if err != nil || strings.HasPrefix(rel, "..") {
		return sarifArtifact{URI: (&url.URL{Path: file}).String()}
	}
	return sarifArtifact{URI: (&url.URL{Path: filepath.ToSlash(rel)}).String(), URIBaseID: sourceRoot}
}

// region counts columns in UTF-16 units. Without the line's text a column cannot be converted, and is left out.
func (s *sarifWriter) region(file string, line, column, endLine, endColumn int) sarifRegion {
	out := sarifRegion{StartLine: line, StartColumn: s.column(file, line, column)}
	if endLine > 0 && out.StartColumn > 0 {
		out.EndLine, out.EndColumn = endLine, s.column(file, endLine, endColumn)
	}
	return out
}

// end is the column behind what a step names; that of the step itself where the line is not at hand.
func (s *sarifWriter) end(step Step) int {
	text := s.sources.line(s.report.path(step.File), step.Line)
	return step.Column + named(string(text), step.Column-1)
}

func (s *sarifWriter) column(file string, line, column int) int {
	text := s.sources.line(s.report.path(file), line)
	if column < 1 || column-1 > len(text) {
		return 0
	}
	return len(utf16.Encode([]rune(string(text[:column-1])))) + 1
}

func (s *sarifWriter) fix(fix Fix) sarifFix {
	out := sarifFix{Description: sarifText{Text: fix.Message}}
	byFile := make(map[string]int)
	for _, e := range fix.Edits {
		i, ok := byFile[e.File]
		if !ok {
			i = len(out.Changes)
			byFile[e.File] = i
			out.Changes = append(out.Changes, sarifChange{Artifact: s.artifact(e.File)})
		}
		startLine, startColumn := s.sources.position(s.report.path(e.File), e.Start)
		endLine, endColumn := s.sources.position(s.report.path(e.File), e.End)
		replacement := sarifReplacement{Deleted: s.region(e.File, startLine, startColumn, endLine, endColumn)}
		if e.New != "" {
			replacement.Inserted = &sarifText{Text: e.New}
		}
		out.Changes[i].Replacements = append(out.Changes[i].Replacements, replacement)
	}
	return out
}

// repository is the closest folder above that holds a repository, or the folder itself.
func repository(dir string) string {
	for d := dir; ; {
		if _, err := os.Stat(filepath.Join(d, ".git")); err == nil {
			return d
		}
		parent := filepath.Dir(d)
		if parent == d {
			return dir
		}
		d = parent
	}
}
