package rule

import (
	"cmp"
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// A Severity says how bad a finding is if it is true.
type Severity uint8

const (
	Default Severity = iota // that of the rule
	Low
	Medium
	High
)

var severityNames = [...]string{"", "low", "medium", "high"}

func (s Severity) String() string { return severityNames[s] }

// ParseSeverity is the inverse of String.
func ParseSeverity(name string) (Severity, bool) {
	for s, n := range severityNames {
		if s > 0 && n == name {
			return Severity(s), true
		}
	}
	return Default, false
}

// DocURL is where the documentation of the rules is published; a rule's name is the fragment.
const DocURL = "https://github.com/unsafedecode/unsafedecode/blob/main/docs/rules.md"

// A Rule is all that there is to say about one kind of finding. Everything that a user reads about it, in whatever
// driver or format, is made from these fields.
type Rule struct {
	Name     string   // of the analyzer, in messages and in settings
	Title    string   // one line, lower case, no final stop
	Text     string   // Markdown: what is reported, what is not, and what to do
	Before   string   // a Go file that has a finding
	After    string   // the same file, mended
	Since    string   // first version
	Severity Severity // of a finding whose pair names none
	CWE      []int
	Strict   bool // runs only when strict rules are wanted, or when named

	Pairs []Pair
	// Yields are the pairs of another rule: where one of them holds, that rule reports the site, and this one keeps silent.
	Yields []Pair
	// Silent are sinks that no pair names for some sources, for an audit to list with the reason.
	Silent []Silence
	Aspect string // what a proof may clear beside the source kinds: taint.Query.Aspect

	Requires []*analysis.Analyzer // whose results Find and Fix use
	// Find adds sites that are not a matter of source and sink alone: what the shape of the code shows, or what a look at
	// the code leaves of the engine's answer to a query. Each has one live flow. It may be nil.
	Find func(*analysis.Pass) []taint.Site

	// Message words a finding, without the rule's name: lower case, no final stop, naming source and sink. Nil means
	// "SINK decodes the SOURCE".
	Message func(Finding) string
	// Fix offers edits, the best first. It may be nil, and return nil.
	Fix func(*analysis.Pass, Finding) []analysis.SuggestedFix

	// Unfixed says what to do about a finding for which there is no fix, after the message. It may be nil.
	Unfixed func(*analysis.Pass, Finding) string

	address string // of the documentation, where it is not that of the rules
}

// A Pair joins source kinds to sink kinds.
type Pair struct {
	Sources  []string // in order of preference
	Sinks    []string
	Strict   bool     // only when strict findings are wanted
	Severity Severity // of its findings, where it differs from the rule's

	// Accept, if set, keeps a flow that would be reported. The site's other flows are asked when it says no.
	Accept func(*taint.Site, *taint.Flow) bool
}

// A Silence says why values of any source kind that the rule knows may reach some sinks.
type Silence struct {
	Sinks []string
	Why   string // "the target's type decides what is built"
}

// A Finding is a site and the flow that is reported for it.
type Finding struct {
	Site     *taint.Site
	Flow     *taint.Flow
	Severity Severity // never Default

	verdict string // why it is none, in an audit
}

// URL is the address of the rule's documentation.
func (r *Rule) URL() string { return cmp.Or(r.address, DocURL+"#"+r.Name) }

// Doc is the rule's documentation as plain text.
func (r *Rule) Doc() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n", r.Title, strings.TrimSpace(r.Text))
	r.example(&b, "Before", r.Before)
	r.example(&b, "After", r.After)
	fmt.Fprintf(&b, "\nSeverity %s, %s, since %s", r.Severity, strings.Join(r.CWENames(), ", "), r.Since)
	if r.Strict {
		b.WriteString(", strict")
	}
	b.WriteString(".\n")
	return b.String()
}

func (r *Rule) example(b *strings.Builder, title, code string) {
	if code == "" {
		return
	}
	fmt.Fprintf(b, "\n%s:\n\n", title)
	for line := range strings.Lines(strings.TrimSpace(code) + "\n") {
		if line == "\n" {
			b.WriteString(line)
			continue
		}
		b.WriteString("    " + line)
	}
}

// CWENames are the rule's weaknesses as "CWE-502".
func (r *Rule) CWENames() []string {
	names := make([]string, len(r.CWE))
	for i, n := range r.CWE {
		names[i] = fmt.Sprintf("CWE-%d", n)
	}
	return names
}

// message words a finding as a diagnostic says it, the rule's name first.
func (r *Rule) message(f Finding) string {
	text := ""
	if r.Message != nil {
		text = r.Message(f)
	} else {
		text = fmt.Sprintf("%s decodes the %s", f.Site.Sink, f.Flow.Source)
	}
	if !f.Site.Direct && len(f.Flow.Trace) > 0 {
		text += ", inside " + f.Flow.Trace[len(f.Flow.Trace)-1].Func
	}
	if f.Severity != r.Severity {
		text += fmt.Sprintf(" (%s)", f.Severity)
	}
	return r.Name + ": " + text
}
