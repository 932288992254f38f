package weakverify

import (
	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/rule"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// audit lists every check of integrity, with what becomes of its outcome, and every comparison of a MAC, a hash or a secret.
func audit(pass *analysis.Pass) (all []rule.Passed) {
	f := newFinder(pass)
	for _, c := range f.flows.Checks("trust") {
		why := "its outcome decides what happens"
		if c.Outcome != taint.Used {
			why = "its outcome is not used, and it does more than check"
		}
		all = append(all, rule.Passed{Site: &taint.Site{Kind: "check", Sink: c.Label, Pos: c.Pos, End: c.End, Func: c.Func}, Why: why})
	}
	for _, c := range f.flows.Comparisons(compared) {
		a, b := f.sideOf(c.Sides[0]), f.sideOf(c.Sides[1])
		if why := passed(&c, &a, &b); why != "" {
			site := c.Site
			site.Sink = "comparison"
			all = append(all, rule.Passed{Site: &site, Why: why})
		}
	}
	return all
}

// passed says why a comparison is right; empty for one that is not about integrity.
func passed(c *taint.Comparison, a, b *side) string {
	code := a.mac
	for _, flow := range []*taint.Flow{b.mac, a.digest, b.digest, a.secret, b.secret} {
		if code == nil {
			code = flow
		}
	}
	switch {
	case code == nil:
		return ""
	case c.Site.Kind == "equal":
		return "the " + code.Source + " is compared in constant time"
	case a.foreign() == nil && b.foreign() == nil:
		return "the " + code.Source + " is compared with nothing that comes from outside"
	}
	return "the " + code.Source + " is compared, and neither side is known to protect the other"
}
