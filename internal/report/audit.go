package report

import (
	"fmt"
	"slices"
	"strings"
)

// reconcile makes what an audit says of a place agree with the findings of the run. A rule that finds no source for a place knows nothing
// of the other rules, nor of callers in other packages whose findings end there.
func (r *Report) reconcile() {
	if !r.Audit {
		return
	}
	at := func(file string, line int) string { return fmt.Sprintf("%s:%d", file, line) }
	reported := make(map[string]bool)       // lines with a finding
	byRule := make(map[string]bool)         // the same, by rule and line
	endsHere := make(map[string][]*Finding) // by the line of the last step, where that is not the finding's own
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Verdict != "" {
			continue
		}
		here := at(f.File, f.Line)
		reported[here], byRule[f.Rule+" "+here] = true, true
		if n := len(f.Trace); n > 0 {
			if end := at(f.Trace[n-1].File, f.Trace[n-1].Line); end != here {
				endsHere[end] = append(endsHere[end], f)
			}
		}
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		if callers := endsHere[at(f.File, f.Line)]; f.Verdict == noSource && callers != nil {
			f.Verdict = calls(callers)
		}
	}
	r.Findings = slices.DeleteFunc(r.Findings, func(f Finding) bool {
		return f.Verdict == noSource && reported[at(f.File, f.Line)] || f.Verdict != "" && byRule[f.Rule+" "+at(f.File, f.Line)]
	})
}

// noSource is what a rule says of a place that nothing reaches.
const noSource = "no source reaches it"

// calls says which rules report the callers of a place, and where; not all of many.
func calls(findings []*Finding) string {
	const most = 3
	var places, rules []string
	for _, f := range findings {
		if p := place(f.File, f.Line, f.Column); !slices.Contains(places, p) {
			places = append(places, p)
		}
		if !slices.Contains(rules, f.Rule) {
			rules = append(rules, f.Rule)
		}
	}
	by := "reported by " + strings.Join(rules, " and ") + " where it is called: "
	if len(places) > most {
		return by + fmt.Sprintf("%s and %d more", strings.Join(places[:most], ", "), len(places)-most)
	}
	return by + strings.Join(places, ", ")
}
