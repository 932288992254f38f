package rule

import (
	"cmp"
	"fmt"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// A Severity says how bad a finding is if it is true.
type Severity uint8

const (
	Default Severity = iota // the rule's
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
	After    string   // the same file, fixed
	Since    string   // first version
	Severity Severity // of a finding whose pair names none
	CWE      []int
	Strict   bool // runs only when strict rules are wanted, or when named

	// Variants are the kinds of fault that the rule distinguishes, each with its own message, severity and fix; nil for
	// a rule of one.
	Variants []*Variant

	Pairs []Pair
	// Yields are the pairs of another rule: where one of them holds, that rule reports the site, and this one keeps silent.
	Yields []Pair
	// BySource: findings of different sources are different defects, though they share a sink that many lead to.
	BySource bool
	// Silent are sinks that no pair names for some sources, for an audit to list with the reason.
	Silent []Silence
	// With names rules whose directives also suppress this rule's findings: they accept the input of the same decode.
	With   []string
	Aspect string // what a proof may clear beside the source kinds: taint.Query.Aspect
	// Also are further aspects: see taint.Query.Also.
	Also []string
	// Encoded: what encoders write of a value counts as the value: see taint.Query.Encoded.
	Encoded bool

	Requires []*analysis.Analyzer // whose results Find and Fix use
	// Find adds findings that are not a matter of source and sink alone. Each has a Site and a live Flow; a Severity of
	// Default is the variant's or the rule's. It may be nil.
	Find func(*analysis.Pass) []Finding

	// Audit lists, for an audit, the places that Find looks at, reported or not. It may be nil.
	Audit func(*analysis.Pass) []Passed

	// Message words a finding, without the rule's name: lower case, no final stop, naming source and sink. Nil means
	// "SINK decodes the SOURCE".
	//
	// What is wrong comes first, in at most 100 characters; a colon and what to do about it may follow.
	Message func(Finding) string
	// Fix offers edits, the best first. It may be nil, and return nil.
	Fix func(*analysis.Pass, Finding) []analysis.SuggestedFix

	// Offers are fixes for places of the package that findings of other packages may come from. It may be nil.
	Offers func(*analysis.Pass) []Offered

	// Next says what to do by hand about a finding for which there is no fix, in some lines of text and code. It may be nil.
	Next func(*analysis.Pass, Finding) string

	// Unfixed says what to do about a finding that has no fix; it follows the message. It may be nil.
	Unfixed func(*analysis.Pass, Finding) string

	address string // of the documentation, where it is not that of the rules
}

// An Offered fix is for findings whose trace begins at one of the places.
type Offered struct {
	Places []token.Pos
	Fix    analysis.SuggestedFix
}

// A Pair joins source kinds to sink kinds.
type Pair struct {
	Sources  []string // in order of preference
	Sinks    []string
	Strict   bool     // only when strict findings are wanted
	Severity Severity // of its findings, where it differs from the variant's and the rule's
	Variant  *Variant // of its findings; nil for a rule without variants
	Aspects  []string // in place of the rule's Aspect and Also; nil: the rule's

	// Slot distinguishes findings that one site may have beside each other: one is reported for each slot.
	Slot string

	// Accept, if set, keeps a flow that would be reported. The site's other flows are asked when it says no.
	Accept func(*taint.Site, *taint.Flow) bool
}

// A Passed is a place that a rule lets pass. Without a reason, it is what the engine says of the site.
type Passed struct {
	Site *taint.Site
	Why  string
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
	Variant  *Variant // nil if the rule has none
	Severity Severity // Default only in what Find returns

	verdict string // why it is none, in an audit
	slot    string
}

// URL is the address of the rule's documentation.
func (r *Rule) URL() string { return cmp.Or(r.address, DocURL+"#"+r.Name) }

// Doc is the rule's documentation as plain text.
func (r *Rule) Doc() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n", r.Title, strings.TrimSpace(r.Text))
	if len(r.Variants) > 0 {
		b.WriteString("\nVariants:\n\n")
		for _, v := range r.Variants {
			fmt.Fprintf(&b, "    %-16s %s (%s)\n", v.Name, v.Title, r.severityText(v))
		}
	}
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
	return cweNames(r.CWE)
}
