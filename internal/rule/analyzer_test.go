package rule

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint"
)

// A trial is a rule applied to a source in which each call of sink is a site.
type trial struct {
	fset  *token.FileSet
	file  *ast.File
	run   *run
	found []analysis.Diagnostic
}

var testRule = &Rule{
	Name:     "example",
	Title:    "an example",
	Text:     "Text.",
	Severity: High,
	CWE:      []int{502},
	Since:    "v0.1.0",
	Silent:   []Silence{{Sinks: []string{"toml"}, Why: "it is a trial"}},
	Pairs: []Pair{
		{Sources: []string{"remote", "local"}, Sinks: []string{"gob"}},
		{Sources: []string{"local"}, Sinks: []string{"xml"}},
		{Sources: []string{"remote"}, Sinks: []string{"json"}, Severity: Medium, Strict: true, Accept: func(site *taint.Site, _ *taint.Flow) bool { return site.Target != nil }},
	},
}

// newTrial makes a site of kind gob or json of each call `gob(...)` or `json(...)`; its argument names the flow:
// "live", "cleared", or none.
func newTrial(t *testing.T, name, src string, s *settings) *trial {
	t.Helper()
	tr := &trial{fset: token.NewFileSet()}
	var err error
	if tr.file, err = parser.ParseFile(tr.fset, name, src, parser.ParseComments); err != nil {
		t.Fatal(err)
	}
	pass := &analysis.Pass{
		Analyzer: testAnalyzer,
		Fset:     tr.fset,
		Files:    []*ast.File{tr.file},
		Report:   func(d analysis.Diagnostic) { tr.found = append(tr.found, d) },
		ResultOf: map[*analysis.Analyzer]any{
			taint.Analyzer:  &taint.Result{},
			config.Analyzer: &config.Config{Models: model.NewSet()},
		},
	}
	s.runs = func(string, bool) bool { return true }
	s.distrusts = func(kind string) bool { return kind != "local" }
	s.excluded = func(string, string) bool { return false }
	ds, err := readDirectives(pass)
	if err != nil {
		t.Fatal(err)
	}
	pass.ResultOf[Directives] = ds
	tr.run = newRun(testRule, pass, s)
	tr.run.sites = tr.sites
	tr.run.leads = func([]string) []token.Pos { return nil }
	w := &watch{outcomes: outcomes{testRule.Name: tr.run.report()}}
	if fn := tr.file.Scope.Lookup("Broken"); fn != nil {
		w.failures = []taint.Failure{{Pos: fn.Pos(), Func: "Broken", Reason: "a trial"}}
	}
	w.report(pass, s)
	return tr
}

var testAnalyzer = Analyzer(testRule)

func (tr *trial) sites(q taint.Query) (sites []taint.Site) {
	if slices.Contains(q.Sources, "local") {
		panic("the engine is asked for a source that the settings trust")
	}
	ast.Inspect(tr.file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		name := call.Fun.(*ast.Ident).Name
		if name != q.Sinks[0] {
			return true
		}
		site := taint.Site{Kind: name, Sink: name, Pos: call.Pos(), End: call.End(), Func: "f", Direct: true}
		for _, arg := range call.Args {
			switch word := arg.(*ast.Ident).Name; word {
			case "live", "cleared":
				flow := taint.Flow{Kind: "remote", Source: "body of an HTTP request", Trace: []taint.Step{
					{Pos: arg.Pos(), Func: "f", Message: "read from the request body"},
					{Pos: call.Pos(), Func: "Load", Message: "decoded", Position: token.Position{Filename: "lib@v1/l.go", Line: 3, Column: 2}},
				}}
				if word == "cleared" {
					flow.Cleared = "verified by check (f.go:1)"
				}
				site.Flows = append(site.Flows, flow)
			case "dynamic":
				site.Target = types.Universe.Lookup("any").Type()
			case "wrapped":
				site.Direct = false
			}
		}
		if q.All || site.Flows != nil {
			sites = append(sites, site)
		}
		return true
	})
	return sites
}

func (tr *trial) messages() (all []string) {
	for _, d := range tr.found {
		all = append(all, strings.TrimPrefix(tr.fset.Position(d.Pos).String(), "f")+" "+d.Message)
	}
	return all
}

func TestReport(t *testing.T) {
	tests := map[string]struct {
		file     string
		body     string
		settings settings
		want     []string
	}{
		"live":     {body: "gob(live)", want: []string{".go:2:12 example: gob decodes the body of an HTTP request"}},
		"cleared":  {body: "gob(cleared)"},
		"second":   {body: "gob(cleared, live)", want: []string{".go:2:12 example: gob decodes the body of an HTTP request"}},
		"nothing":  {body: "gob()"},
		"wrapped":  {body: "gob(wrapped, live)", want: []string{".go:2:12 example: gob decodes the body of an HTTP request, inside Load"}},
		"lenient":  {body: "json(live, dynamic)"},
		"declared": {body: "json(live)", settings: settings{strict: true}},
		"strict": {body: "json(live, dynamic)", settings: settings{strict: true},
			want: []string{".go:2:12 example: json decodes the body of an HTTP request"}},
		"test": {file: "f_test.go", body: "gob(live)"},
		"tests": {file: "f_test.go", body: "gob(live)", settings: settings{tests: true},
			want: []string{"_test.go:2:12 example: gob decodes the body of an HTTP request"}},
		"order": {body: "gob(live)\n\tgob(live)", want: []string{
			".go:2:12 example: gob decodes the body of an HTTP request", ".go:3:2 example: gob decodes the body of an HTTP request"}},
		"audit": {body: "gob(cleared); json(); gob(live)", settings: settings{audit: true, strict: true}, want: []string{
			".go:2:12 example: audit: gob: the body of an HTTP request, verified by check (f.go:1)",
			".go:2:26 example: audit: json: no source reaches it",
			".go:2:34 example: gob decodes the body of an HTTP request"}},
		"lenient audit": {body: "json(live, dynamic); toml(live); toml(); json(live)", settings: settings{audit: true}, want: []string{
			".go:2:12 example: audit: json: the body of an HTTP request, which strict rules report",
			".go:2:33 example: audit: toml: the body of an HTTP request, but it is a trial",
			".go:2:45 example: audit: toml: no source reaches it",
			".go:2:53 example: audit: json: the body of an HTTP request, which the rule accepts here"}},
		"ignored": {body: "gob(live) //unsafedecode:ignore example -- a trial"},
		"unused": {body: "gob() //unsafedecode:ignore example -- a trial", want: []string{
			".go:2:18 unsafedecode: the directive suppresses nothing: there is no finding of example here"}},
		"no rule": {body: "gob() //unsafedecode:ignore exampel -- a trial", want: []string{
			".go:2:18 unsafedecode: the directive names exampel, which is not a rule: see unsafedecode -list"}},
		"no reason": {body: "gob(live) //unsafedecode:ignore example", want: []string{
			".go:2:12 example: gob decodes the body of an HTTP request",
			".go:2:22 unsafedecode: the directive gives no reason: write //unsafedecode:ignore example -- reason"}},
		"expired": {body: "gob(live) //unsafedecode:ignore example until=2020-01-31 -- a trial", want: []string{
			".go:2:12 example: gob decodes the body of an HTTP request",
			".go:2:22 unsafedecode: the directive for example expired on 2020-01-31"}},
		"not expired": {body: "gob(live) //unsafedecode:ignore example until=2999-01-31 -- a trial"},
		"failure": {body: "}; func Broken() {", want: []string{
			".go:2:20 unsafedecode: internal error in unsafedecode: Broken is not analyzed: a trial"}},
		"unused in a test file": {file: "f_test.go", body: "gob() //unsafedecode:ignore example -- a trial"},
		"unused in an audit": {body: "gob(cleared) //unsafedecode:ignore example -- a trial", settings: settings{audit: true}, want: []string{
			".go:2:12 example: audit: gob: the body of an HTTP request, verified by check (f.go:1)",
			".go:2:25 unsafedecode: the directive suppresses nothing: there is no finding of example here"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			file := tt.file
			if file == "" {
				file = "f.go"
			}
			tr := newTrial(t, file, "package p\nfunc f() { "+tt.body+"\n}\n", &tt.settings)
			if diff := cmp.Diff(tt.want, tr.messages()); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// A directive for another rule that this one goes with suppresses its findings.
func TestWith(t *testing.T) {
	const src = "package p\nfunc f() {\n\tgob(live) //unsafedecode:ignore other -- a trial\n}\n"
	saved := testRule.With
	defer func() { testRule.With = saved }()
	for _, with := range [][]string{nil, {"other"}} {
		testRule.With = with
		found := slices.ContainsFunc(newTrial(t, "f.go", src, &settings{}).messages(), func(m string) bool { return strings.Contains(m, "example: gob") })
		if found != (with == nil) {
			t.Errorf("with %q: reported is %v", with, found)
		}
	}
}

func TestGenerated(t *testing.T) {
	src := "// Code generated by a trial. DO NOT EDIT.\n\npackage p\n\nfunc f() {\n\tgob() //unsafedecode:ignore example -- a trial\n}\n"
	if tr := newTrial(t, "f.go", src, &settings{}); len(tr.found) > 0 {
		t.Errorf("an unused directive in a generated file is reported: %s", tr.messages())
	}
}

func TestKeepExpiring(t *testing.T) {
	keepExpiring = true
	defer func() { keepExpiring = false }()
	tr := newTrial(t, "f.go", "package p\nfunc f() {\n\tgob(live) //unsafedecode:ignore example until=2999-01-31 -- a trial\n}\n", &settings{})
	if len(tr.found) != 1 {
		t.Fatalf("got %s", tr.messages())
	}
	d := tr.run.outcome.details[0]
	if !d.Holds(time.Date(2999, 1, 31, 12, 0, 0, 0, time.Local)) || d.Holds(time.Date(2999, 2, 1, 0, 0, 0, 0, time.Local)) {
		t.Errorf("%s: held until %s", d.Text, d.Until)
	}
}

// The severity, the weaknesses and the words are those of the variant where it has some, and the rest the rule's.
func TestVariants(t *testing.T) {
	plain := &Variant{Name: "plain", Title: "the rule's own"}
	special := &Variant{Name: "special", Title: "its own", Severity: Low, CWE: []int{7}, Message: func(Finding) string { return "special: do this" }}
	strict := &Variant{Name: "strict", Title: "only when asked for", Strict: true}
	saved := testRule.Find
	defer func() { testRule.Find = saved }()
	testRule.Find = func(pass *analysis.Pass) (all []Finding) {
		at := pass.Files[0].Name
		for i, v := range []*Variant{plain, special, strict} {
			flow := taint.Flow{Source: "source", Trace: []taint.Step{{Pos: at.Pos(), Func: "Load"}}}
			site := &taint.Site{Sink: "gob", Pos: at.Pos() + token.Pos(i), End: at.End(), Direct: v != special}
			all = append(all, Finding{Site: site, Flow: &flow, Variant: v})
		}
		return all
	}
	want := []*Detail{
		{Rule: "example", Variant: "plain", Severity: "high", CWE: []string{"CWE-502"}, Text: "gob decodes the source",
			Root: &Root{File: "f.go", Line: 1, Column: 9, Function: "Load", Sink: "gob"}},
		{Rule: "example", Variant: "special", Severity: "low", CWE: []string{"CWE-7"}, Text: "special, inside Load: do this",
			Root: &Root{File: "f.go", Line: 1, Column: 9, Function: "Load", Sink: "gob"}},
	}
	tr := newTrial(t, "f.go", "package p\n", &settings{})
	if diff := cmp.Diff(want, tr.run.outcome.details); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	want = append(want, &Detail{Rule: "example", Variant: "strict", Severity: "high", CWE: []string{"CWE-502"}, Text: "gob decodes the source",
		Root: &Root{File: "f.go", Line: 1, Column: 9, Function: "Load", Sink: "gob"}})
	tr = newTrial(t, "f.go", "package p\n", &settings{strict: true})
	if diff := cmp.Diff(want, tr.run.outcome.details); diff != "" {
		t.Errorf("strict: -want +got\n%s", diff)
	}
	if details := (outcomes{"example": tr.run.outcome}).Details(); len(details) != len(tr.found) {
		t.Errorf("%d details for %d diagnostics", len(details), len(tr.found))
	}
}

func TestDiagnostic(t *testing.T) {
	tr := newTrial(t, "f.go", "package p\nfunc f() {\n\tgob(live)\n}\n", &settings{})
	d := tr.found[0]
	if got := tr.fset.Position(d.End).String(); got != "f.go:3:11" {
		t.Errorf("the diagnostic ends at %s, not at the call's end", got)
	}
	if d.Category != testRule.Name || d.URL != testRule.URL() {
		t.Errorf("category %q, URL %q", d.Category, d.URL)
	}
	var steps []string
	for _, r := range d.Related {
		steps = append(steps, tr.fset.Position(r.Pos).String()+" "+r.Message)
	}
	want := []string{"f.go:3:6 read from the request body (in f)", "f.go:3:2 decoded (in Load at lib@v1/l.go:3:2)"}
	if diff := cmp.Diff(want, steps); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestNoFixInGeneratedCode(t *testing.T) {
	defer func() { testRule.Fix = nil }()
	testRule.Fix = func(pass *analysis.Pass, f Finding) []analysis.SuggestedFix {
		return []analysis.SuggestedFix{{Message: "mend it", TextEdits: []analysis.TextEdit{{Pos: f.Site.Pos, End: f.Site.End}}}}
	}
	for src, want := range map[string]int{
		"package p\nfunc f() { gob(live) }\n":                                               1,
		"// Code generated by a trial. DO NOT EDIT.\n\npackage p\nfunc f() { gob(live) }\n": 0,
	} {
		tr := newTrial(t, "f.go", src, &settings{generated: true})
		if got := len(tr.found[0].SuggestedFixes); got != want {
			t.Errorf("%d fixes, want %d, in\n%s", got, want, src)
		}
		if got := len(newTrial(t, "f.go", strings.Replace(src, "func", "//line view.tmpl:3\nfunc", 1), &settings{}).found); got != 1 {
			t.Errorf("%d findings in what was generated from a template", got)
		}
		tr = newTrial(t, "f.go", src, &settings{})
		if len(tr.found) != want || tr.run.outcome.generated != 1-want {
			t.Errorf("without the setting: %d findings, %d counted, in\n%s", len(tr.found), tr.run.outcome.generated, src)
		}
	}
}
