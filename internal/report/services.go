package report

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// A gitlabIssue is a finding as GitLab's code quality report has it.
// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
type gitlabIssue struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
}

// WriteGitLab writes a code quality report for GitLab. Paths are relative to the root of the repository. The report
// includes why the run is incomplete, because a merge request shows nothing else of the run.
func (r *Report) WriteGitLab(w io.Writer) error {
	levels := map[string]string{"high": "critical", "medium": "major", "low": "minor"}
	issues := []gitlabIssue{}
	for _, f := range r.Findings {
		level, message := levels[f.Severity], f.Message
		if f.Verdict != "" {
			level, message = "info", f.Message+": "+f.Verdict
		}
		issues = append(issues, gitlabIssue{message + claimed(f.Claimed), f.Rule, f.Fingerprint, level, gitlabLocation{r.inRepository(f.File), gitlabLines{f.Line}}})
	}
	for i, p := range r.Problems {
		issues = append(issues, gitlabIssue{"the run is incomplete: " + Visible(p), "unsafedecode", fmt.Sprintf("incomplete-%d", i), "blocker", gitlabLocation{"go.mod", gitlabLines{1}}})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(issues)
}

// The form of JUnit that Jenkins, GitLab and Azure Pipelines read.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Class   string        `xml:"classname,attr"`
		Name    string        `xml:"name,attr"`
		Failure *junitOutcome `xml:"failure,omitempty"`
		Error   *junitOutcome `xml:"error,omitempty"`
	}
	junitOutcome struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
)

// WriteJUnit writes test results: a suite for each rule, with a failed test for each finding or else one test that
// passed, and an error for each reason why the run is incomplete.
func (r *Report) WriteJUnit(w io.Writer) error {
	all := junitSuites{Name: "unsafedecode"}
	add := func(s junitSuite) {
		s.Tests = len(s.Cases)
		for _, c := range s.Cases {
			if c.Failure != nil {
				s.Failures++
			}
			if c.Error != nil {
				s.Errors++
			}
		}
		all.Tests, all.Failures, all.Errors = all.Tests+s.Tests, all.Failures+s.Failures, all.Errors+s.Errors
		all.Suites = append(all.Suites, s)
	}
	for _, name := range r.ruleNames() {
		suite := junitSuite{Name: name}
		for _, f := range r.Findings {
			if f.Rule == name && f.Verdict == "" {
				suite.Cases = append(suite.Cases, junitCase{Class: f.Package, Name: place(f.File, f.Line, f.Column),
					Failure: &junitOutcome{f.Message + claimed(f.Claimed), f.Severity, traceText(f)}})
			}
		}
		if suite.Cases == nil {
			suite.Cases = []junitCase{{Class: "unsafedecode", Name: name}}
		}
		add(suite)
	}
	if len(r.Problems) > 0 {
		suite := junitSuite{Name: "the run is incomplete"}
		for _, p := range r.Problems {
			suite.Cases = append(suite.Cases, junitCase{Class: "unsafedecode", Name: Visible(p), Error: &junitOutcome{Visible(p), "incomplete", ""}})
		}
		add(suite)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(all); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// ruleNames are the rules, and the tool's own name if it has a finding.
func (r *Report) ruleNames() (names []string) {
	known := make(map[string]bool)
	for _, x := range r.Rules {
		names = append(names, x.Name)
		known[x.Name] = true
	}
	for _, f := range r.Findings {
		if !known[f.Rule] && f.Verdict == "" {
			names = append(names, f.Rule)
			known[f.Rule] = true
		}
	}
	return names
}

func traceText(f Finding) string {
	var b strings.Builder
	for _, s := range f.Trace {
		fmt.Fprintf(&b, "%s: %s%s", place(s.File, s.Line, s.Column), s.Message, claimed(s.Claimed))
		if s.Function != "" {
			b.WriteString(" in " + s.Function)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
