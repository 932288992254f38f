package taint

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/std"
	"github.com/unsafedecode/unsafedecode/internal/taint/facts"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/scope"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// A pkg is the analysis of one package.
type pkg struct {
	pass    *analysis.Pass
	imports *facts.Imports
	scope   *scope.Scope
	tests   bool // test files, too
	models  *model.Set
	written kind.Set                    // kinds that stand for what encoders write of a value as a whole
	holding map[types.Type]*model.Roles // memo of heldIn
	prog    *ssa.Program
	ssa     *ssa.Package

	funcs []*ssa.Function // to analyse, callees first as far as there is such an order
	known map[*ssa.Function]bool
	sums  map[*ssa.Function]*summary.Summary
	// checked are the checks of each function, in order of position.
	checked map[*ssa.Function][]foundCheck

	stored    map[string]bool // heap cells that the package writes
	cellFuncs *cellFuncs
	cellTypes map[string][]types.Type
	closed    map[*ssa.Function]bool // all calls are visible
	impls     map[implKey][]callee
	sites     map[siteKey]*summary.Site
	types     []types.Type
	guards    *guards             // nil if nothing in the package bounds what handlers are given
	streaming map[types.Type]bool // memo of streams
	calls     map[*ast.File]map[token.Pos]*ast.CallExpr
	direct    []*summary.Sink // every call of a modelled sink, reached or not

	assigns      map[token.Pos][]string             // by a call's parenthesis: names of the variables it is assigned to
	panics       bool                               // what panics carry is asked for
	recovers     bool                               // a function recovers from panics
	instructions int                                // of all functions
	work         int                                // on the functions analysed so far, see work.go
	refusals     map[string][]summary.Refusal       // by field
	foreigns     map[*ssa.Function]*summary.Foreign // memo of foreignOf
	funcHolders  map[*types.Struct]bool             // memo of hasFuncs
	ofPaths      map[*types.TypeName][]pathSource   // memo of pathSources
	tables       map[*ssa.Global]bool               // memo of isTable
	// counters are the variables that the package counts up.
	counters map[string]bool
	caps     [summary.NumBounds]int // of the bounds that belong to no single function
	failures []Failure
}

// newPkg returns the analysis of a package with its memos empty; collect and scan fill the rest.
func newPkg(pass *analysis.Pass, settings *config.Config) *pkg {
	return &pkg{
		pass: pass, imports: facts.Of(pass), scope: new(scope.Scope), models: settings.Models, tests: settings.Tests,
		panics: asksForPanics(settings), written: kind.SetOf(settings.Models.WrittenKinds()),

		holding:     map[types.Type]*model.Roles{nil: nil},
		known:       map[*ssa.Function]bool{},
		sums:        map[*ssa.Function]*summary.Summary{},
		checked:     map[*ssa.Function][]foundCheck{},
		impls:       map[implKey][]callee{},
		sites:       map[siteKey]*summary.Site{},
		streaming:   map[types.Type]bool{},
		calls:       map[*ast.File]map[token.Pos]*ast.CallExpr{},
		refusals:    map[string][]summary.Refusal{},
		foreigns:    map[*ssa.Function]*summary.Foreign{},
		funcHolders: map[*types.Struct]bool{},
		ofPaths:     map[*types.TypeName][]pathSource{},
		tables:      map[*ssa.Global]bool{},
		counters:    map[string]bool{},
	}
}

// collect lists the functions that have a body: those declared, and those that they refer to, closures, bound methods,
// wrappers and instances of generics.
func (p *pkg) collect() []*ssa.Function {
	var out []*ssa.Function
	var add func(fn *ssa.Function)
	add = func(fn *ssa.Function) {
		if fn == nil || p.known[fn] || len(fn.Blocks) == 0 {
			return
		}
		p.known[fn] = true
		out = append(out, fn)
		for _, b := range fn.Blocks {
			p.instructions += len(b.Instrs)
		}
		var rands [10]*ssa.Value
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				for _, op := range in.Operands(rands[:0]) {
					switch ref := (*op).(type) {
					case *ssa.Function:
						add(ref)
					case *ssa.Builtin:
						p.recovers = p.recovers || ref.Name() == "recover"
					}
				}
			}
		}
		for _, anon := range fn.AnonFuncs {
			add(anon)
		}
	}
	for _, f := range p.scope.Files {
		for _, d := range f.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok {
				if obj, ok := p.pass.TypesInfo.Defs[fd.Name].(*types.Func); ok {
					add(p.prog.FuncValue(obj))
				}
			}
		}
	}
	if init := p.ssa.Func("init"); init != nil {
		add(init)
	}
	return out
}

// analyse computes all summaries, callees first.
func (p *pkg) analyse(funcs []*ssa.Function) {
	order := p.components(funcs)
	for _, component := range order {
		p.analyseTogether(component)
	}
	p.followCells(order)
}

const (
	// maxRounds bounds how often a function is analysed of those that call each other,
	maxRounds = 6
	// and maxRoundsOfMany if there are more than largeComponent.
	maxRoundsOfMany = 4
	largeComponent  = 24
)

// analyseTogether computes the summaries of functions that call each other: one is analysed again when the summary of a
// callee has grown. It reports whether any has.
func (p *pkg) analyseTogether(component []*ssa.Function) (changed bool) {
	callers, due := map[*ssa.Function][]*ssa.Function{}, map[*ssa.Function]bool{}
	for _, fn := range component {
		due[fn] = true
		for _, callee := range p.callees(fn) {
			callers[callee] = append(callers[callee], fn)
		}
	}
	rounds := maxRounds
	if len(component) > largeComponent {
		rounds = maxRoundsOfMany
	}
	for round := range rounds {
		if round > 0 && p.spent() {
			break // a summary that is there already says more than a brief one
		}
		for _, fn := range component {
			if !due[fn] {
				continue
			}
			delete(due, fn)
			if !p.one(fn) {
				continue
			}
			changed = true
			for _, c := range callers[fn] {
				due[c] = true
			}
		}
		if len(due) == 0 {
			return changed
		}
	}
	p.caps[summary.BoundRounds]++
	return changed
}

// one analyses one function and reports whether its summary has grown.
func (p *pkg) one(fn *ssa.Function) (changed bool) {
	defer p.guard(fn)
	f := newFunction(p, fn)
	f.interpret()
	sum := f.solve()
	p.work += f.work
	if dumpHook != nil {
		dumpHook(f, sum)
	}
	old := p.sums[fn]
	p.sums[fn] = sum
	return old == nil || len(old.Flows) != len(sum.Flows) || len(old.Found) != len(sum.Found) || len(old.Postconditions) != len(sum.Postconditions) || old.NoReturn != sum.NoReturn
}

// guard turns a panic of the engine into a failure of one function.
func (p *pkg) guard(fn *ssa.Function) {
	if strict {
		return
	}
	if r := recover(); r != nil {
		p.failures = append(p.failures, failureOf(fn, r))
		p.sums[fn] = &summary.Summary{Complete: true}
		delete(p.checked, fn)
	}
}

// sinkSite notes a call of a modelled sink, for an audit.
func (p *pkg) sinkSite(s *summary.Sink) {
	if !isWrapper(s.Site.Fn) && !slices.ContainsFunc(p.direct, func(o *summary.Sink) bool { return o.Site == s.Site && o.Kind == s.Kind && o.Label == s.Label }) {
		p.direct = append(p.direct, s)
	}
}

// Standard reports whether a package belongs to the standard library.
func Standard(pass *analysis.Pass) bool {
	module := ""
	if pass.Module != nil {
		module = pass.Module.Path
	}
	return std.Has(pass.Pkg.Path(), module)
}

// dumpHook, which only tests set, is shown each function when it is solved.
var dumpHook func(*function, *summary.Summary)
