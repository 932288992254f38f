package rule

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"reflect"
	"slices"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/position"
	"github.com/unsafedecode/unsafedecode/internal/taint"
	"github.com/unsafedecode/unsafedecode/internal/testcode"
)

// outcomes are what an analyzer leaves for the one that watches over the directives, by the names of its rules.
type outcomes map[string]*outcome

// An outcome is that of one rule.
type outcome struct {
	ran  bool                // false if the settings switch the rule off
	used map[*directive]bool // that suppressed a finding
	// suppressed counts the findings that are not reported because of them, generated those in generated files.
	suppressed, generated int
	details               []*Detail // of the diagnostics, in the order in which they were reported
	offers                []Offer
}

// Details returns what the analyzer's diagnostics have no field for, in the order of the diagnostics. The result of an analyzer
// that Analyzer made, and of Custom, has this method.
func (all outcomes) Details() (details []any) {
	for _, name := range slices.Sorted(maps.Keys(all)) {
		for _, d := range all[name].details {
			details = append(details, d)
		}
	}
	return details
}

// Analyzer returns the analyzer of a rule.
func Analyzer(r *Rule) *analysis.Analyzer {
	for _, pair := range r.Pairs {
		taint.Join(pair.Sources, pair.Sinks)
	}
	return &analysis.Analyzer{
		Name: r.Name,
		Doc:  r.Doc(),
		URL:  r.URL(),
		Run: func(pass *analysis.Pass) (any, error) {
			return outcomes{r.Name: newRun(r, pass, settingsOf(pass)).report()}, nil
		},
		Requires:   append([]*analysis.Analyzer{config.Analyzer, taint.Analyzer, Directives}, r.Requires...),
		ResultType: reflect.TypeFor[outcomes](),
	}
}

// A run is one rule on one package.
type run struct {
	rule       *Rule
	pass       *analysis.Pass
	settings   *settings
	directives *directives
	sites      func(taint.Query) []taint.Site
	leads      func(sinks []string) []token.Pos
	outcome    *outcome
}

func newRun(r *Rule, pass *analysis.Pass, s *settings) *run {
	return &run{
		rule:       r,
		pass:       pass,
		settings:   s,
		directives: pass.ResultOf[Directives].(*directives),
		sites:      pass.ResultOf[taint.Analyzer].(*taint.Result).Sites,
		leads:      pass.ResultOf[taint.Analyzer].(*taint.Result).Leads,
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
		until, suppressed := r.suppressed(f)
		if suppressed {
			r.outcome.suppressed++
		} else {
			d, detail := r.diagnostic(f)
			detail.Until = until
			r.outcome.details = append(r.outcome.details, detail)
			r.pass.Report(d)
		}
	}
	r.coverLeads()
	r.outcome.offers = r.rule.offers(r.pass)
	return r.outcome
}

// findings are at most one for each site, in the order of the sites. The first pair that accepts a flow wins. An audit
// has the sites without a flow to report, too.
func (r *run) findings() []Finding {
	var all []Finding
	yielded := r.yielded()
	for _, pair := range r.rule.Pairs {
		strict := pair.Strict || pair.Variant != nil && pair.Variant.Strict
		if strict && !r.settings.strict && !r.settings.audit {
			continue
		}
		for _, site := range r.query(pair) {
			if yielded[site.Pos] {
				continue
			}
			f := Finding{Site: &site, Flow: pair.choose(&site), Variant: pair.Variant, Severity: r.rule.severityOf(pair, pair.Variant), slot: pair.Slot}
			switch {
			case f.Flow == nil:
				f.verdict = verdict(&site)
			case strict && !r.settings.strict:
				f.verdict = fmt.Sprintf("the %s, which strict rules report", f.Flow.Source)
				f.Flow = nil
			}
			if f.Flow != nil || r.settings.audit {
				all = append(all, f)
			}
		}
	}
	if r.rule.Find != nil {
		all = append(all, r.own()...)
	}
	if r.settings.audit {
		all = append(all, r.silent()...)
		if r.rule.Audit != nil {
			for _, p := range r.rule.Audit(r.pass) {
				all = append(all, Finding{Site: p.Site, verdict: cmp.Or(p.Why, verdict(p.Site))})
			}
		}
	}
	all = strongest(all)
	slices.SortStableFunc(all, func(a, b Finding) int { return cmp.Compare(a.Site.Pos, b.Site.Pos) })
	return all
}

// own are the findings of the rule's Find that are wanted.
func (r *run) own() (all []Finding) {
	for _, f := range r.rule.Find(r.pass) {
		f.Severity = cmp.Or(f.Severity, r.rule.severityOf(Pair{}, f.Variant))
		if f.variant().Strict && !r.settings.strict {
			if !r.settings.audit {
				continue
			}
			f.Flow, f.verdict = nil, fmt.Sprintf("%s, which strict rules report", f.Variant.Title)
		}
		all = append(all, f)
	}
	return all
}

// yielded are the positions of the sites that another rule reports, with the better reason.
func (r *run) yielded() map[token.Pos]bool {
	out := map[token.Pos]bool{}
	for _, pair := range r.rule.Yields {
		for _, site := range r.query(pair) {
			if pair.choose(&site) != nil {
				out[site.Pos] = true
			}
		}
	}
	return out
}

// query asks the engine for the sites of a pair, from those sources that the settings distrust.
func (r *run) query(pair Pair) []taint.Site {
	var sources []string
	for _, kind := range pair.Sources {
		if r.settings.distrusts(kind) {
			sources = append(sources, kind)
		}
	}
	if sources == nil {
		return nil
	}
	q := taint.Query{Sources: sources, Sinks: pair.Sinks, Aspect: r.rule.Aspect, Also: r.rule.Also, Encoded: r.rule.Encoded, All: r.settings.audit}
	if len(pair.Aspects) > 0 {
		q.Aspect, q.Also = pair.Aspects[0], pair.Aspects[1:]
	}
	return r.sites(q)
}

// silent are the sites that the rule is silent on by design.
func (r *run) silent() (all []Finding) {
	var sources []string
	for _, pair := range r.rule.Pairs {
		sources = append(sources, pair.Sources...)
	}
	for _, silence := range r.rule.Silent {
		for _, site := range r.query(Pair{Sources: sources, Sinks: silence.Sinks}) {
			f := Finding{Site: &site, verdict: verdict(&site)}
			if flow := (Pair{}).choose(&site); flow != nil {
				f.verdict = fmt.Sprintf("the %s, but %s", flow.Source, silence.Why)
			}
			all = append(all, f)
		}
	}
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

// strongest keeps one finding for each site and slot: the first that is reported or, without one, the first of which there is
// something to say.
func strongest(all []Finding) []Finding {
	type key struct {
		pos, end token.Pos
		slot     string
	}
	best := make(map[key]int)
	var kept []Finding
	for _, f := range all {
		k := key{f.Site.Pos, f.Site.End, f.slot}
		i, ok := best[k]
		switch {
		case !ok:
			best[k] = len(kept)
			kept = append(kept, f)
		case kept[i].Flow == nil && (f.Flow != nil || kept[i].verdict == noSource):
			kept[i] = f
		}
	}
	return kept
}

// skipped reports whether the settings leave out the file of a finding.
func (r *run) skipped(f Finding) bool {
	file := position.Of(r.pass.Fset, f.Site.Pos).Filename
	if !r.settings.generated && r.generated(f.Site.Pos) {
		if f.Flow != nil {
			r.outcome.generated++
		}
		return true
	}
	return !r.settings.tests && testcode.At(r.pass, f.Site.Pos) || r.settings.excluded(r.rule.Name, file)
}

// generated reports whether code was generated, and not from code that somebody wrote: a //line comment names the template or, in what cgo
// generates, the Go file.
func (r *run) generated(pos token.Pos) bool {
	fset := r.pass.Fset
	return r.directives.generated[fset.File(pos)] && fset.Position(pos).Filename == fset.PositionFor(pos, false).Filename
}

// suppressed asks the directives. A finding that is reported although a directive suppresses it until a day has that day.
func (r *run) suppressed(f Finding) (until string, suppressed bool) {
	if f.Flow == nil {
		return "", false
	}
	for _, d := range r.covering(f.Site.Pos) {
		r.outcome.used[d] = true
		if until, suppressed = d.holds(); suppressed {
			return "", true
		}
	}
	if until != "" {
		return until, false
	}
	return r.suppressedAtRoot(f)
}

// covering are the directives that suppress the rule's findings at a place.
func (r *run) covering(pos token.Pos) []*directive {
	found := r.directives.find(r.pass.Fset, pos, r.rule.Name)
	for _, name := range r.rule.With {
		found = append(found, r.directives.find(r.pass.Fset, pos, name)...)
	}
	return found
}

// suppressedAtRoot asks the directives where the trace ends: in this package, or in another of the module.
func (r *run) suppressedAtRoot(f Finding) (until string, suppressed bool) {
	root, ok := f.root()
	if !ok {
		return "", false
	}
	if root.Position.IsValid() {
		for _, name := range append([]string{r.rule.Name}, r.rule.With...) {
			if j := r.directives.atRoot(root, name); j != nil {
				return (&directive{until: j.Until}).holds()
			}
		}
		return "", false
	}
	for _, d := range r.covering(root.Pos) {
		r.outcome.used[d] = true
		if until, suppressed = d.holds(); suppressed {
			return "", true
		}
	}
	return until, false
}

// holds reports whether a directive suppresses its finding now. Where the driver compares its date with the clock, until is that date.
func (d *directive) holds() (until string, suppressed bool) {
	switch {
	case d.until.IsZero():
		return "", true
	case keepExpiring:
		return d.until.Format(dateLayout), false
	}
	return "", !d.expired(time.Now())
}

func (r *run) diagnostic(f Finding) (analysis.Diagnostic, *Detail) {
	d := analysis.Diagnostic{
		Pos:      f.Site.Pos,
		End:      endOf(r.pass, f.Site),
		Category: r.pass.Analyzer.Name,
		URL:      r.rule.URL(),
	}
	detail := r.detail(f)
	if f.Flow != nil {
		for _, step := range f.Flow.Trace {
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: step.Pos, Message: newStep(step).String()})
		}
		if !r.directives.generated[r.pass.Fset.File(f.Site.Pos)] {
			d.SuggestedFixes = r.rule.fixes(r.pass, f)
		}
		if len(d.SuggestedFixes) == 0 {
			detail.Advice, detail.Next = r.rule.advice(r.pass, f), r.rule.next(r.pass, f)
		}
	}
	d.Message = detail.Message()
	return d, detail
}

// endOf is the end of what a finding is about, which editors underline: never its beginning.
func endOf(pass *analysis.Pass, site *taint.Site) token.Pos {
	if site.End > site.Pos {
		return site.End
	}
	end := site.Pos + 1 // of an operator, say
	for _, f := range pass.Files {
		if site.Pos < f.FileStart || f.FileEnd <= site.Pos {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if x, ok := n.(ast.Expr); ok && x.Pos() == site.Pos {
				end = max(end, x.End())
			}
			return n != nil && n.Pos() <= site.Pos && site.Pos < n.End()
		})
	}
	return end
}

const noSource = "no source reaches it"

// verdict says why a site is no finding.
func verdict(site *taint.Site) string {
	for _, flow := range site.Flows {
		if flow.Cleared != "" {
			return fmt.Sprintf("the %s, %s", flow.Source, flow.Cleared)
		}
	}
	if len(site.Flows) == 0 {
		return noSource
	}
	return fmt.Sprintf("the %s, which the rule accepts here", site.Flows[0].Source)
}
