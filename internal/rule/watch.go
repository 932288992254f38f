package rule

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/taint"
	"github.com/unsafedecode/unsafedecode/internal/testcode"
)

// Watch is the name of the analyzer that reports on the tool's own affairs.
const Watch = "unsafedecode"

// InternalError begins the message about a function that the engine could not analyse, after the analyzer's name.
const InternalError = "internal error in unsafedecode"

// NewWatch returns the analyzer that reports what belongs to no rule: directives that are malformed, expired or unused,
// and functions that the engine could not analyze. It runs after the rules' analyzers.
func NewWatch(analyzers []*analysis.Analyzer) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name: Watch,
		Doc:  "report suppression comments that are malformed, expired or unused, and internal errors",
		URL:  DocURL + "#suppression",
		Run: func(pass *analysis.Pass) (any, error) {
			engine := pass.ResultOf[taint.Analyzer].(*taint.Result)
			w := watch{make(outcomes), engine.Incomplete()}
			for _, a := range analyzers {
				maps.Copy(w.outcomes, pass.ResultOf[a].(outcomes))
			}
			w.report(pass, settingsOf(pass))
			return &Notes{Bounds: engine.Capped(), Suppressed: w.count(func(o *outcome) int { return o.suppressed }), Generated: w.count(func(o *outcome) int { return o.generated }), Offers: w.offers()}, nil
		},
		ResultType: reflect.TypeFor[*Notes](),
		Requires:   append([]*analysis.Analyzer{config.Analyzer, taint.Analyzer, Directives}, analyzers...),
	}
}

// Notes are facts about the analysis of a package that are not diagnostics. The command's own vet tool writes them
// beside these.
type Notes struct {
	Bounds     []taint.Cap `json:"bounds,omitempty"`     // of the engine that were met
	Suppressed int         `json:"suppressed,omitempty"` // findings, by comments
	Generated  int         `json:"generated,omitempty"`  // findings in generated files, which are not reported
	Offers     []Offer     `json:"offers,omitempty"`     // of all rules
}

// Notes marks the result as such for the vet tool.
func (n *Notes) Notes() any { return n }

// A watch has what the analyzers left.
type watch struct {
	outcomes outcomes
	failures []taint.Failure
}

// count adds up what the rules have counted.
func (w *watch) count(of func(*outcome) int) (n int) {
	for _, o := range w.outcomes {
		n += of(o)
	}
	return n
}

// offers are those of all rules.
func (w *watch) offers() (all []Offer) {
	for _, name := range slices.Sorted(maps.Keys(w.outcomes)) {
		all = append(all, w.outcomes[name].offers...)
	}
	return all
}

func (w *watch) report(pass *analysis.Pass, s *settings) {
	for _, f := range w.failures {
		pos := f.Pos
		if !pos.IsValid() {
			pos = pass.Files[0].Package
		}
		pass.Reportf(pos, "%s: %s: %s is not analyzed: %s", Watch, InternalError, f.Func, f.Reason)
	}
	for _, d := range pass.ResultOf[Directives].(*directives).all {
		if d.quiet || !s.tests && testcode.At(pass, d.pos) || s.excluded(Watch, d.file.Name()) {
			continue
		}
		if problem := w.problem(d, s); problem != "" {
			pass.Report(analysis.Diagnostic{Pos: d.pos, End: d.end, Message: Watch + ": " + problem, URL: DocURL + "#suppression"})
		}
	}
}

// problem says what is wrong with a directive. Where the settings leave out the file's findings, none is missing.
func (w *watch) problem(d *directive, s *settings) string {
	if d.problem != "" {
		return d.problem
	}
	for _, name := range d.rules {
		o := w.outcomes[name]
		if o == nil {
			return fmt.Sprintf("the directive names %s, which is not a rule: see unsafedecode -list", name)
		}
		switch {
		case o.ran && !o.used[d] && !s.excluded(name, d.file.Name()):
			return fmt.Sprintf("the directive suppresses nothing: there is no finding of %s here", name)
		case o.used[d] && !keepExpiring && d.expired(time.Now()):
			return fmt.Sprintf("the directive for %s expired on %s", name, d.until.Format(dateLayout))
		}
	}
	return ""
}
