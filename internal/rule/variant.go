package rule

import (
	"cmp"
	"fmt"

	"golang.org/x/tools/go/analysis"
)

// A Variant is one kind of fault that a rule reports. A zero field means that the rule's own applies.
type Variant struct {
	Name     string // unique in the rule, one lower-case word or several joined by hyphens: "timing"
	Title    string // one line, lower case, no final stop
	Severity Severity
	CWE      []int // in ascending order
	Strict   bool  // reported only when strict findings are wanted

	// Message words a finding: see Rule.Message.
	Message func(Finding) string
	// Fix offers edits: see Rule.Fix. A variant of a rule with fixes that has none itself sets NoFix.
	Fix func(*analysis.Pass, Finding) []analysis.SuggestedFix
	// Unfixed says what to do where no fix is offered: see Rule.Unfixed.
	Unfixed func(*analysis.Pass, Finding) string
	// Next says what to do by hand: see Rule.Next.
	Next func(*analysis.Pass, Finding) string
}

// NoFix is the Fix of a variant that offers none although its rule does.
func NoFix(*analysis.Pass, Finding) []analysis.SuggestedFix { return nil }

// none stands for the variant of a finding that has none.
var none = new(Variant)

// variant returns the finding's variant, never nil.
func (f Finding) variant() *Variant { return cmp.Or(f.Variant, none) }

// severityOf returns the severity of a finding: that of its pair, its variant or the rule, the first that is set.
func (r *Rule) severityOf(pair Pair, v *Variant) Severity {
	return cmp.Or(pair.Severity, cmp.Or(v, none).Severity, r.Severity)
}

// cweOf returns the weaknesses of a finding.
func (r *Rule) cweOf(f Finding) []int {
	if cwe := f.variant().CWE; cwe != nil {
		return cwe
	}
	return r.CWE
}

// CWENamesOf returns the weaknesses of a variant's findings as "CWE-502".
func (r *Rule) CWENamesOf(v *Variant) []string { return cweNames(r.cweOf(Finding{Variant: v})) }

// Words returns a finding's message, without the rule's name and without advice for a missing fix.
func (r *Rule) Words(f Finding) string {
	say := f.variant().Message
	if say == nil {
		say = r.Message
	}
	if say == nil {
		say = func(f Finding) string { return fmt.Sprintf("%s decodes the %s", f.Site.Sink, f.Flow.Source) }
	}
	text := say(f)
	if !f.Site.Direct && len(f.Flow.Trace) > 0 {
		text = inside(text, f.Flow.Trace[len(f.Flow.Trace)-1].Func)
	}
	return text
}

// fixes returns what the variant or the rule offers for a finding.
func (r *Rule) fixes(pass *analysis.Pass, f Finding) []analysis.SuggestedFix {
	offer := f.variant().Fix
	if offer == nil {
		offer = r.Fix
	}
	if offer == nil {
		return nil
	}
	return offer(pass, f)
}

// advice says what to do about a finding without a fix, empty if there is nothing to say.
func (r *Rule) advice(pass *analysis.Pass, f Finding) string {
	say := f.variant().Unfixed
	if say == nil {
		say = r.Unfixed
	}
	if say == nil {
		return ""
	}
	return say(pass, f)
}

// next says what to do by hand about a finding without a fix, empty if there is nothing to say.
func (r *Rule) next(pass *analysis.Pass, f Finding) string {
	say := f.variant().Next
	if say == nil {
		say = r.Next
	}
	if say == nil {
		return ""
	}
	return say(pass, f)
}

// Variant returns the rule's variant of a name; nil if there is none.
func (r *Rule) Variant(name string) *Variant {
	for _, v := range r.Variants {
		if v.Name == name {
			return v
		}
	}
	return nil
}
