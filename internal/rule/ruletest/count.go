package ruletest

import (
	"go/token"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/unsafedecode/unsafedecode/internal/rule"
)

// count logs how many findings of the fixtures have a fix, and lists those without one, which must say what to do by
// hand.
func count(t *testing.T, results []*analysistest.Result) {
	t.Helper()
	fixed, all := 0, 0
	seen := map[token.Position]bool{} // a package and its test variant report the same
	for _, r := range results {
		details := r.Action.Result.(interface{ Details() []any }).Details()
		for i, d := range r.Action.Diagnostics {
			at := r.Action.Package.Fset.Position(d.Pos)
			if seen[at] {
				continue
			}
			seen[at] = true
			all++
			if len(d.SuggestedFixes) > 0 {
				fixed++
				continue
			}
			if details[i].(*rule.Detail).Next == "" {
				t.Errorf("%s: no fix, and nothing that says what to do by hand: %s", at, d.Message)
			}
			t.Logf("no fix: %s/%s:%d: %s", filepath.Base(filepath.Dir(at.Filename)), filepath.Base(at.Filename), at.Line, d.Message)
		}
	}
	t.Logf("%d of %d findings have a fix", fixed, all)
}
