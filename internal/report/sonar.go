package report

import (
	"encoding/json"
	"io"

	"github.com/unsafedecode/unsafedecode/internal/rule"
)

// The generic format of SonarQube 10.3 and later for issues of other tools.
// https://docs.sonarsource.com/sonarqube-server/analyzing-source-code/importing-external-issues/generic-issue-import-format
type (
	sonarReport struct {
		Rules  []sonarRule  `json:"rules"`
		Issues []sonarIssue `json:"issues"`
	}
	sonarRule struct {
		ID          string        `json:"id"`
		Name        string        `json:"name"`
		Description string        `json:"description"`
		Engine      string        `json:"engineId"`
		Attribute   string        `json:"cleanCodeAttribute"`
		Type        string        `json:"type"`
		Severity    string        `json:"severity"`
		Impacts     []sonarImpact `json:"impacts"`
	}
	sonarImpact struct {
		Quality  string `json:"softwareQuality"`
		Severity string `json:"severity"`
	}
	sonarIssue struct {
		Rule      string          `json:"ruleId"`
		Primary   sonarLocation   `json:"primaryLocation"`
		Secondary []sonarLocation `json:"secondaryLocations,omitempty"`
	}
	sonarLocation struct {
		Message string     `json:"message"`
		File    string     `json:"filePath"`
		Range   sonarRange `json:"textRange"`
	}
	// A sonarRange counts lines from 1 and columns, in UTF-16 units, from 0.
	sonarRange struct {
		StartLine   int  `json:"startLine"`
		EndLine     int  `json:"endLine,omitempty"`
		StartColumn *int `json:"startColumn,omitempty"`
		EndColumn   *int `json:"endColumn,omitempty"`
	}
)

// WriteSonar writes a report in SonarQube's format for issues of other tools. Paths are relative to the root of the repository.
func (r *Report) WriteSonar(w io.Writer) error {
	s := &sarifWriter{report: r, index: make(map[string]int)}
	out := sonarReport{Rules: []sonarRule{}, Issues: []sonarIssue{}}
	for _, x := range s.rules() {
		out.Rules = append(out.Rules, r.sonarRule(x))
	}
	for _, f := range r.Findings {
		if f.Verdict != "" {
			continue
		}
		issue := sonarIssue{Rule: s.ruleID(f), Primary: sonarLocation{f.Message + claimed(f.Claimed), r.inRepository(f.File), s.sonarRange(f.File, f.Line, f.Column, f.EndLine, f.EndColumn)}}
		for _, step := range f.Trace {
			if !step.Foreign && step.Line > 0 {
				issue.Secondary = append(issue.Secondary, sonarLocation{step.Message + claimed(step.Claimed), r.inRepository(step.File), s.sonarRange(step.File, step.Line, step.Column, step.Line, s.end(step))})
			}
		}
		out.Issues = append(out.Issues, issue)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

// sonarRule makes a rule of one of SARIF, whose level is that of the rule or variant.
func (r *Report) sonarRule(x sarifRule) sonarRule {
	severities := map[string][2]string{"error": {"CRITICAL", "HIGH"}, "warning": {"MAJOR", "MEDIUM"}, "note": {"MINOR", "LOW"}}
	severity := severities[x.Configuration.Level]
	out := sonarRule{
		ID: x.ID, Name: x.ShortDescription.Text, Description: x.FullDescription.Text + " " + x.HelpURI, Engine: "unsafedecode",
		Attribute: "TRUSTWORTHY", Type: "VULNERABILITY", Severity: severity[0], Impacts: []sonarImpact{{"SECURITY", severity[1]}},
	}
	if x.ID == rule.Watch {
		out.Attribute, out.Type, out.Impacts[0].Quality = "CONVENTIONAL", "CODE_SMELL", "MAINTAINABILITY"
	}
	return out
}

func (s *sarifWriter) sonarRange(file string, line, column, endLine, endColumn int) sonarRange {
	region := s.region(file, line, column, endLine, endColumn)
	out := sonarRange{StartLine: region.StartLine}
	if region.StartColumn > 0 && region.EndColumn > 0 {
		from, to := region.StartColumn-1, region.EndColumn-1
		out.EndLine, out.StartColumn, out.EndColumn = region.EndLine, &from, &to
	}
	return out
}
