package report

import (
	"fmt"
	"slices"

	"github.com/unsafedecode/unsafedecode/internal/rule"
)

// addOffers keeps the fixes that a package has for findings of others.
func (c *Collector) addOffers(offers []rule.Offer) {
	for _, o := range offers {
		fix := Fix{Message: Visible(o.Title)}
		for _, e := range o.Edits {
			fix.Edits = append(fix.Edits, Edit{File: c.Report.relative(e.File), Start: e.Start, End: e.End, New: e.New})
		}
		if c.offers == nil {
			c.offers = make(map[string]Fix)
		}
		for _, place := range o.Places {
			c.offers[o.Rule+" "+c.position(place)] = fix
		}
	}
}

// takeOffers gives to findings without a fix the one that is offered for the first place of their traces. It is in another package, whose
// analysis knows how to change it.
func (c *Collector) takeOffers() {
	for i := range c.Report.Findings {
		f := &c.Report.Findings[i]
		if len(f.Fixes) > 0 || len(f.Trace) == 0 || f.Trace[0].Foreign || f.Verdict != "" {
			continue
		}
		first := f.Trace[0]
		if fix, ok := c.offers[fmt.Sprintf("%s %s:%d:%d", f.Rule, first.File, first.Line, first.Column)]; ok {
			f.Next = ""
			f.Fixes = append(f.Fixes, Fix{Message: fix.Message, Edits: slices.Clone(fix.Edits)})
		}
	}
}
