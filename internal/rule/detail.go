package rule

import (
	"fmt"
	"strings"
	"time"
)

// A Detail is what a finding's diagnostic has no field for. Drivers that show nothing but messages lose it; the command's
// own vet tool writes it beside the diagnostic, as JSON.
type Detail struct {
	Rule     string   `json:"rule"` // of a custom rule, the rule's name and not the analyzer's
	Variant  string   `json:"variant,omitempty"`
	Severity string   `json:"severity,omitempty"`
	CWE      []string `json:"cwe,omitempty"`
	// Text is the message without the rule's name and without advice.
	Text string `json:"text"`
	// Advice says what to do where no fix is offered.
	Advice string `json:"advice,omitempty"`
	// Next says what to do by hand where no fix is offered, in lines of text and code.
	Next string `json:"next,omitempty"`
	// Verdict says, in an audit, why the site is not reported; empty for a finding.
	Verdict string `json:"verdict,omitempty"`
	// Root is the place of the sink, which findings may share; nil without a trace.
	Root *Root `json:"root,omitempty"`
	// Until is the last day of the finding's suppression, in the form of time.DateOnly; empty if it is not suppressed.
	Until string `json:"until,omitempty"`
}

// Message is the diagnostic's message: the rule's name first, which some drivers do not show.
func (d *Detail) Message() string {
	switch {
	case d.Verdict != "":
		return fmt.Sprintf("%s: audit: %s: %s", d.Rule, d.Text, d.Verdict)
	case d.Advice != "":
		return fmt.Sprintf("%s: %s: %s", d.Rule, d.Text, d.Advice)
	}
	return d.Rule + ": " + d.Text
}

// Holds reports whether the finding is suppressed at a time. A date that does not parse suppresses nothing.
func (d *Detail) Holds(now time.Time) bool {
	day := d.Day()
	return !day.IsZero() && now.Before(day.AddDate(0, 0, 1))
}

// Day returns the day of Until in the local time zone, zero if there is none.
func (d *Detail) Day() time.Time {
	day, err := time.ParseInLocation(dateLayout, d.Until, time.Local)
	if err != nil {
		return time.Time{}
	}
	return day
}

func (r *run) detail(f Finding) *Detail {
	d := &Detail{Rule: r.rule.Name}
	if f.Flow == nil {
		d.Text, d.Verdict = f.Site.Sink, f.verdict
		return d
	}
	d.Variant, d.Severity, d.CWE = f.variant().Name, f.Severity.String(), cweNames(r.rule.cweOf(f))
	d.Text, d.Root = r.rule.Words(f), r.rootOf(f)
	return d
}

// inside adds to a message the function that a sink lies in, before the advice if the message ends in one.
func inside(text, function string) string {
	what, advice, ok := strings.Cut(text, ": ")
	if !ok {
		return what + ", inside " + function
	}
	return what + ", inside " + function + ": " + advice
}

func cweNames(numbers []int) []string {
	names := make([]string, len(numbers))
	for i, n := range numbers {
		names[i] = fmt.Sprintf("CWE-%d", n)
	}
	return names
}
