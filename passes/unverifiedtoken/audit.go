package unverifiedtoken

import (
	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/rule"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// audit lists every parse of a token, with what becomes of its error, and every read of claims without a check.
func audit(pass *analysis.Pass) (all []rule.Passed) {
	flows := pass.ResultOf[taint.Analyzer].(*taint.Result)
	for _, c := range flows.Checks("token") {
		why := "its error decides what happens to the claims"
		switch c.Outcome {
		case taint.Dropped:
			why = "its error is dropped, and so are the claims"
		case taint.Logged:
			why = "its error is logged, and the claims are not used"
		}
		all = append(all, rule.Passed{Site: &taint.Site{Kind: "check", Sink: c.Label, Pos: c.Pos, End: c.End, Func: c.Func}, Why: why})
	}
	q := taint.Query{Sources: []string{"remote", "cookie"}, Sinks: []string{"unverified-token", "token-by-hand"}, Aspect: "trust", All: true}
	for _, site := range flows.Sites(q) {
		if site.Kind == "token-by-hand" && len(site.Flows) == 0 {
			continue // any decode of JSON
		}
		all = append(all, rule.Passed{Site: &site})
	}
	return all
}
