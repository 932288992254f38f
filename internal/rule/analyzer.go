package rule

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// An outcome is what a rule leaves for the analyzer that watches over the directives.
type outcome struct {
	ran  bool                // false if the settings switch the rule off
	used map[*directive]bool // that suppressed a finding
}

// Analyzer returns the analyzer of a rule.
func Analyzer(r *Rule) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       r.Name,
		Doc:        r.Doc(),
		URL:        r.URL(),
		Run:        func(pass *analysis.Pass) (any, error) { return newRun(r, pass, settingsOf(pass)).report(), nil },
		Requires:   []*analysis.Analyzer{config.Analyzer, taint.Analyzer, Directives},
		ResultType: reflect.TypeFor[*outcome](),
	}
}

// A run is one rule on one package.
type run struct {
	rule       *Rule
	pass       *analysis.Pass
	settings   *settings
	directives *directives
	sites      func(taint.Query) []taint.Site
	outcome    *outcome
}

func newRun(r *Rule, pass *analysis.Pass, s *settings) *run {
	return &run{
		rule:       r,
		pass:       pass,
		settings:   s,
		directives: pass.ResultOf[Directives].(*directives),
		sites:      pass.ResultOf[taint.Analyzer].(*taint.Result).Sites,
		outcome:    &outcome{used: make(map[*directive]bool)},
	}
}

func (r *run) report() *outcome {
	if !r.settings.runs(r.rule.Name, r.rule.Strict) {
		return r.outcome
	}
	r.outcome.ran = true
	for _, f := range r.findings() {
		if r.skipped(f) {
			continue
		}
		note, suppressed := r.suppressed(f)
		if !suppressed {
			r.pass.Report(r.diagnostic(f, note))
		}
	}
	return r.outcome
}

// findings are at most one for each site, in the order of the sites. The first pair that accepts a flow wins.
func (r *run) findings() []Finding {
	type key struct{ pos, end any }
	seen := make(map[key]bool)
	var all []Finding
	for _, pair := range r.rule.Pairs {
		if pair.Strict && !r.settings.strict {
			continue
		}
		sites := r.sites(taint.Query{Sources: pair.Sources, Sinks: pair.Sinks, Aspect: r.rule.Aspect, All: r.settings.audit})
		for i := range sites {
			site := &sites[i]
			k := key{site.Pos, site.End}
			flow := pair.choose(site)
			if seen[k] || flow == nil && !r.settings.audit {
				continue
			}
			seen[k] = flow != nil
			all = append(all, Finding{Site: site, Flow: flow, Severity: cmp.Or(pair.Severity, r.rule.Severity)})
		}
	}
	if r.settings.audit {
		all = strongest(all)
	}
	slices.SortStableFunc(all, func(a, b Finding) int { return cmp.Compare(a.Site.Pos, b.Site.Pos) })
	return all
}

// choose returns the first live flow that the pair accepts.
func (p Pair) choose(site *taint.Site) *taint.Flow {
	for i := range site.Flows {
		flow := &site.Flows[i]
		if flow.Cleared == "" && (p.Accept == nil || p.Accept(site, flow)) {
			return flow
		}
	}
	return nil
}

// strongest keeps one finding for each site of an audit: a live one if there is any.
func strongest(all []Finding) []Finding {
	type key struct{ pos, end any }
	best := make(map[key]int)
	var kept []Finding
	for _, f := range all {
		k := key{f.Site.Pos, f.Site.End}
		i, ok := best[k]
		switch {
		case !ok:
			best[k] = len(kept)
			kept = append(kept, f)
		case kept[i].Flow == nil && (f.Flow != nil || len(kept[i].Site.Flows) == 0):
			kept[i] = f
		}
	}
	return kept
}

// skipped reports whether the settings leave out the file of a finding.
func (r *run) skipped(f Finding) bool {
	file := r.pass.Fset.Position(f.Site.Pos).Filename
	return !r.settings.tests && strings.HasSuffix(file, "_test.go") || r.settings.excluded(r.rule.Name, file)
}

// suppressed asks the directives. The note, if any, marks a finding whose suppression ends on a day.
func (r *run) suppressed(f Finding) (note string, suppressed bool) {
	if f.Flow == nil {
		return "", false
	}
	for _, d := range r.directives.find(r.pass.Fset, f.Site.Pos, r.rule.Name) {
		r.outcome.used[d] = true
		switch {
		case d.until.IsZero():
			return "", true
		case keepExpiring:
			note = ignoredUntil(d.until)
		case !d.expired(time.Now()):
			return "", true
		}
	}
	return note, false
}

func (r *run) diagnostic(f Finding, note string) analysis.Diagnostic {
	d := analysis.Diagnostic{
		Pos:      f.Site.Pos,
		End:      f.Site.End,
		Category: r.rule.Name,
		URL:      r.rule.URL(),
	}
	if f.Flow == nil {
		d.Message = fmt.Sprintf("%s: %s%s: %s", r.rule.Name, auditPrefix, f.Site.Sink, verdict(f.Site))
		return d
	}
	d.Message = r.rule.message(f) + note
	for _, step := range f.Flow.Trace {
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: step.Pos, Message: newStep(step).String()})
	}
	if r.rule.Fix != nil && !r.directives.generated[r.pass.Fset.File(f.Site.Pos)] {
		d.SuggestedFixes = r.rule.Fix(r.pass, f)
	}
	return d
}

// verdict says why a site is no finding.
func verdict(site *taint.Site) string {
	if len(site.Flows) == 0 {
		return "no source reaches it"
	}
	for _, flow := range site.Flows {
		if flow.Cleared != "" {
			return flow.Source + " " + flow.Cleared
		}
	}
	return site.Flows[0].Source + " is not reported here"
}
