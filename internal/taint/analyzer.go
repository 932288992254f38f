package taint

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/taint/facts"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/scope"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// Analyzer computes the summaries of a package once, for all kinds. It reports nothing; rules query its Result.
//
// It does not require buildssa, which would build the SSA form of every dependency: what is built here is built only
// where it matters.
var Analyzer = &analysis.Analyzer{
	Name:       "unsafedecodetaint",
	Doc:        "compute how values flow from sources to sinks (reports nothing)",
	URL:        "https://github.com/unsafedecode/unsafedecode",
	Run:        run,
	Requires:   []*analysis.Analyzer{config.Analyzer},
	FactTypes:  []analysis.Fact{new(facts.Package), new(facts.Type)},
	ResultType: reflect.TypeFor[*Result](),
}

// A Result answers queries about one package. It is safe for concurrent use: rules ask at the same time.
type Result struct {
	mu    sync.Mutex // answers fill memos of p
	p     *pkg
	flows []summary.Flow // from a source to a sink
}

func run(pass *analysis.Pass) (any, error) {
	settings := pass.ResultOf[config.Analyzer].(*config.Config)
	p := newPkg(pass, settings)
	r := &Result{p: p}
	if Standard(pass) {
		return r, nil
	}
	p.whole(r)
	return r, nil
}

// whole analyses the package if it is relevant. A panic outside the analysis of one function, as in the SSA builder or
// in the facts of imports, is a failure of the package.
func (p *pkg) whole(r *Result) {
	defer func() {
		if strict {
			return
		}
		if reason := recover(); reason != nil {
			p.failures = append(p.failures, Failure{Pos: p.pass.Files[0].Name.Pos(), Func: p.pass.Pkg.Path(), Reason: panicReason(reason)})
		}
	}()
	if p.scope = scope.Of(p.pass, p.models, p.imports, p.tests); p.scope.Files == nil {
		return
	}
	p.build()
	p.funcs = p.collect()
	p.scan(p.funcs)
	p.analyse(p.funcs)
	h := p.joinHeap()
	if p.guarding() {
		p.guards = p.newGuards()
	}
	p.export(h)
	r.flows = p.findings(h)
	if p.guards != nil {
		p.guards.bounded(r.flows)
	}
}

// Incomplete names the functions whose analysis failed, with the reason. They have no results.
func (r *Result) Incomplete() []Failure { return r.p.failures }

// Sites answers a query, sorted by position.
func (r *Result) Sites(q Query) []Site {
	r.mu.Lock()
	defer r.mu.Unlock()
	sinks, also := kind.ListOf(q.Sinks), kind.SetOf(q.Also)
	aspects, encoded := also, kind.Of(aspectEncoded)
	if q.Aspect != "" {
		aspects |= kind.Of(q.Aspect).Set()
	}
	byPlace := map[siteOf]*Site{}
	var order []siteOf
	at := func(s *summary.Sink) *Site {
		key := siteOf{s.Site.Pos, s.Kind, s.Label}
		if _, ok := byPlace[key]; !ok {
			byPlace[key] = r.newSite(s)
			order = append(order, key)
		}
		byPlace[key].addTarget(s.Target)
		return byPlace[key]
	}
	for _, fl := range r.flows {
		if !sinks.Has(fl.Sink.Kind) || !slices.Contains(q.Sources, fl.Src.Kind.String()) {
			continue
		}
		if q.Whole && fl.Label.Mixed || q.Through != "" && !fl.Label.Clears.Has(kind.Of(q.Through)) {
			continue
		}
		clearing := fl.Src.Kind.Set() | aspects
		if q.Encoded && fl.Label.Clears.Has(encoded) {
			clearing = fl.Src.Kind.Set() | also
		}
		cleared := fl.Label.Clears&clearing != 0
		if cleared && !q.All {
			continue
		}
		s := at(fl.Sink)
		if n := len(fl.Steps); n > 0 && fl.Steps[n-1].OfWrapper() {
			s.Direct = true // the method's value is called there
		}
		f := Flow{
			Kind: fl.Src.Kind.String(), Source: fl.Src.Label, Trace: r.trace(fl), Guessed: fl.Label.Shallow, Restored: fl.Label.Restores&aspects != 0,
			Text: fl.Src.Text, Size: fl.Src.Size, Tested: fl.Tested(), Beside: fl.Beside.Names(),
		}
		if cleared {
			f.Cleared = cmp.Or(fl.Label.Why, "sanitized")
		}
		s.Flows = append(s.Flows, f)
	}
	if q.All {
		for _, s := range r.p.direct {
			if sinks.Has(s.Kind) {
				at(s)
			}
		}
	}
	out := make([]Site, 0, len(order))
	for _, key := range order {
		s := byPlace[key]
		s.Flows = best(s.Flows, q)
		out = append(out, *s)
	}
	slices.SortStableFunc(out, func(a, b Site) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Sink, b.Sink))
	})
	return out
}

type siteOf struct {
	pos   token.Pos
	kind  kind.Kind
	label string
}

func (r *Result) newSite(s *summary.Sink) *Site {
	out := &Site{Kind: s.Kind.String(), Sink: s.Label, Pos: s.Site.Pos, End: s.Site.Pos, Target: s.Target, Direct: s.Site.Direct, models: r.p.models}
	if call := r.p.callAt(s.Site.Pos); call != nil {
		out.Pos, out.End = r.p.callStart(s.Site.Pos), call.End()
	}
	fn := s.Site.Fn
	out.Func = functionName(fn)
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	out.Object, _ = fn.Object().(*types.Func)
	return out
}

// trace is a flow's trace with positions that a reader expects: of calls, where they begin.
func (r *Result) trace(fl summary.Flow) []summary.Step {
	steps := make([]summary.Step, len(fl.Steps))
	for i, s := range fl.Steps {
		steps[i] = *s
		steps[i].Pos = r.p.callStart(s.Pos)
	}
	return placed(steps)
}

// placed gives a step inside of a wrapper the place of the step before it, where the code calls the method's value. A
// step that says that a value is passed to a method value adds nothing to what the method does with it; nor does one
// that says that a value which a method reads is passed to the method. No step is said twice.
func placed(steps []summary.Step) []summary.Step {
	out := steps[:0]
	for _, s := range steps {
		if n := len(out); n > 0 && s.OfWrapper() {
			last := out[n-1]
			if s.Message == passedTo+plainName.Replace(last.Func) {
				continue
			}
			s.Pos, s.Position, s.Func = last.Pos, last.Position, last.Func
			if strings.HasPrefix(last.Message, passedTo) {
				out = out[:n-1]
			}
		}
		if n := len(out); n == 0 || s != out[n-1] {
			out = append(out, s)
		}
	}
	return out
}

// plainName makes of a method's name in a step, "(*API).place", that of a callee: "API.place".
var plainName = strings.NewReplacer("(", "", ")", "", "*", "")

// best sorts flows: live ones first, by the query's order of kinds, then the shortest trace, then by its text; one for
// each source.
func best(flows []Flow, q Query) []Flow {
	rank := func(f Flow) int {
		n := slices.Index(q.Sources, f.Kind)
		if f.Cleared != "" {
			n += len(q.Sources)
		}
		return n
	}
	slices.SortStableFunc(flows, func(a, b Flow) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(len(a.Trace), len(b.Trace)), compareTraces(a.Trace, b.Trace))
	})
	return flows
}

func compareTraces(a, b []summary.Step) int {
	return slices.CompareFunc(a, b, func(x, y summary.Step) int {
		return cmp.Or(cmp.Compare(x.Pos, y.Pos), cmp.Compare(x.Position.String(), y.Position.String()), cmp.Compare(x.Message, y.Message))
	})
}

// callAt is the call whose parenthesis stands at a position, which is the position that SSA gives a call.
func (p *pkg) callAt(pos token.Pos) *ast.CallExpr {
	f := p.fileAt(pos)
	if f == nil {
		return nil
	}
	if p.calls[f] == nil {
		index := map[token.Pos]*ast.CallExpr{}
		ast.Inspect(f, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok {
				index[c.Lparen] = c
			}
			return true
		})
		p.calls[f] = index
	}
	return p.calls[f][pos]
}

func (p *pkg) fileAt(pos token.Pos) *ast.File {
	if !pos.IsValid() {
		return nil
	}
	for _, f := range p.pass.Files {
		if f.FileStart <= pos && pos < f.FileEnd {
			return f
		}
	}
	return nil
}

// callStart moves the position of a call's parenthesis to where the call begins, if that is on the same line, else to
// the name that is called; other positions stay.
func (p *pkg) callStart(pos token.Pos) token.Pos {
	c := p.callAt(pos)
	if c == nil {
		return pos
	}
	line := func(at token.Pos) int { return p.pass.Fset.PositionFor(at, false).Line }
	if line(c.Pos()) == line(pos) {
		return c.Pos()
	}
	if sel, ok := c.Fun.(*ast.SelectorExpr); ok {
		return sel.Sel.Pos()
	}
	return c.Pos()
}
