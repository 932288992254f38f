package hook

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/unsafedecode/unsafedecode/internal/config"
	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/syntax"
	"github.com/unsafedecode/unsafedecode/internal/taint"
	"github.com/unsafedecode/unsafedecode/internal/testcode"
	"github.com/unsafedecode/unsafedecode/internal/wire"
)

// Analyzer finds the hooks of a package's types and their effects. It reports nothing.
//
// For a package without hooks and commands it only looks at the names of methods: it reads bodies where there is a hook
// or where an imported package runs commands.
var Analyzer = &analysis.Analyzer{
	Name:       "unsafedecodehooks",
	Doc:        "find what types do when they are decoded (reports nothing)",
	URL:        "https://github.com/unsafedecode/unsafedecode",
	Run:        run,
	Requires:   []*analysis.Analyzer{config.Analyzer, taint.Analyzer},
	FactTypes:  []analysis.Fact{new(typeFact), new(callFact), new(registry), new(decodeFact), new(customFact)},
	ResultType: reflect.TypeFor[*Result](),
}

// An Effect is what a hook does.
type Effect struct {
	Kind  string // of the sink that it reaches, "command", or of a statement of the language, "goroutine"
	Label string // "opens a file"
	// Input is true if the input decides what the effect does: which file, which command. It is false if the effect is the
	// same for any input.
	Input bool
	Trace []taint.Step // in the hook and below it, the effect last
}

// A Result has the hooks and effects of one package and of its imports.
type Result struct {
	pass    *analysis.Pass
	models  *model.Set
	taint   *taint.Result
	calls   *calls
	effects map[*types.Func][]Effect
	facts   map[*types.TypeName]*typeFact
	customs map[customKey]*codedHook // of all packages that can be seen; nil until it is asked for
}

func run(pass *analysis.Pass) (any, error) {
	r := &Result{
		pass: pass, models: pass.ResultOf[config.Analyzer].(*config.Config).Models, taint: pass.ResultOf[taint.Analyzer].(*taint.Result),
		effects: map[*types.Func][]Effect{}, facts: map[*types.TypeName]*typeFact{},
	}
	if taint.Standard(pass) {
		return r, nil
	}
	r.calls = &calls{r: r}
	r.register()
	r.custom()
	r.hooks()
	r.calls.export()
	r.decodes()
	return r, nil
}

// hooks finds the hooks of the package and exports what they do.
func (r *Result) hooks() {
	var all []*types.Func
	for _, fn := range r.methods() {
		if len(wire.HookOf(fn)) > 0 {
			all = append(all, fn)
			if effects := r.effectsOf(fn); effects != nil {
				r.effects[fn] = effects
			}
		}
	}
	r.nested(all)
	facts := map[*types.TypeName]*typeFact{}
	for _, fn := range all {
		tn := receiver(fn)
		if len(r.effects[fn]) == 0 || tn == nil || tn.Parent() != r.pass.Pkg.Scope() {
			continue
		}
		if facts[tn] == nil {
			facts[tn] = new(typeFact)
		}
		facts[tn].Hooks = append(facts[tn].Hooks, r.encode(fn, r.effects[fn]))
	}
	for tn, fact := range facts {
		r.pass.ExportObjectFact(tn, fact)
	}
}

// maxNesting bounds how deep hooks are followed that decode into types with hooks of their own.
const maxNesting = 3

// nested gives hooks the effects of the hooks that they reach by decoding: a hook that looks at a field of the input to
// choose the type of the rest builds values that no field of its own type shows.
func (r *Result) nested(hooks []*types.Func) {
	if len(hooks) == 0 {
		return
	}
	sites := map[*types.Func][]taint.Site{}
	for _, site := range r.taint.Sites(Decodes) {
		if site.Object != nil && site.Target != nil && site.Direct {
			sites[site.Object] = append(sites[site.Object], site)
		}
	}
	for range maxNesting {
		grown := false
		for _, fn := range hooks {
			for _, site := range sites[fn] {
				grown = r.nest(fn, &site) || grown
			}
		}
		if !grown {
			return
		}
	}
}

// nest adds to a hook the effects that one decode in it reaches, and reports whether there are new ones.
func (r *Result) nest(fn *types.Func, site *taint.Site) (grown bool) {
	family := syntax.Family(r.pass, site)
	if family == nil {
		return false
	}
	var reached []Reached
	for _, target := range targets(site) {
		reached = append(reached, r.Reach(target, family)...)
	}
	for _, x := range reached {
		if slices.ContainsFunc(r.effects[fn], func(e Effect) bool { return e.Kind == x.Effect.Kind }) {
			continue
		}
		e := x.Effect
		e.Trace = slices.Concat([]taint.Step{r.step(fn, site.Pos, "decoded by "+site.Sink)}, x.Steps, e.Trace)
		for i := range e.Trace {
			if !e.Trace[i].Pos.IsValid() {
				e.Trace[i].Pos = site.Pos
			}
		}
		r.effects[fn] = append(r.effects[fn], e)
		grown = true
	}
	slices.SortStableFunc(r.effects[fn], func(a, b Effect) int { return rank(a.Kind) - rank(b.Kind) })
	return grown
}

// methods are the methods that the package declares outside of tests, in the order of the source.
func (r *Result) methods() (out []*types.Func) {
	for _, f := range r.pass.Files {
		for _, d := range f.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok && fd.Recv != nil && fd.Body != nil && !testcode.At(r.pass, fd.Pos()) {
				if fn, ok := r.pass.TypesInfo.Defs[fd.Name].(*types.Func); ok {
					out = append(out, fn)
				}
			}
		}
	}
	return out
}

// receiver is the declared type that has a method.
func receiver(fn *types.Func) *types.TypeName {
	t := types.Unalias(fn.Signature().Recv().Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	if n, ok := t.(*types.Named); ok {
		return n.Origin().Obj()
	}
	return nil
}

// Effects returns what a hook does, the worst first; nil if it is unknown.
func (r *Result) Effects(fn *types.Func) []Effect {
	fn = fn.Origin()
	if fn.Pkg() == r.pass.Pkg {
		return r.effects[fn]
	}
	if coded := r.imported(fn); coded != nil {
		return coded.decode()
	}
	return nil
}

// imported is a hook of another package as its fact has it; nil if it has no effect.
func (r *Result) imported(fn *types.Func) *codedHook {
	tn := receiver(fn)
	if tn == nil || tn.Pkg() == nil || tn.Pkg() == r.pass.Pkg {
		return nil
	}
	fact, ok := r.facts[tn]
	if !ok {
		fact = new(typeFact)
		if !r.pass.ImportObjectFact(tn, fact) {
			fact = nil
		}
		r.facts[tn] = fact
	}
	if fact == nil {
		return nil
	}
	i := slices.IndexFunc(fact.Hooks, func(h codedHook) bool { return h.Method == fn.Name() })
	if i < 0 {
		return nil
	}
	return &fact.Hooks[i]
}

// sinks are the kinds of effect that the input of a hook reaches, the worst first; aspects names what clears one.
var (
	sinks   = []string{"command", "plugin", "code", "reflection", "file-name", "address", "alloc", "environment", "template", "host-name"}
	aspects = map[string]string{"alloc": "amount", "file-name": "path"}
	// always are the kinds that are an effect even where the input has no say.
	always = []string{"command", "plugin", "address"}
)

// allocates names the effect for which the language has a sink and no label.
const allocates = "allocates by a number of the input"

func (r *Result) effectsOf(fn *types.Func) []Effect {
	out := byInput(r.taint.Effects(fn, sinks, aspects))
	for _, e := range r.calls.effects(fn) {
		if !slices.ContainsFunc(out, func(o Effect) bool { return o.Kind == e.Kind }) {
			out = append(out, e)
		}
	}
	out = append(out, r.calls.language(fn)...)
	slices.SortStableFunc(out, func(a, b Effect) int { return rank(a.Kind) - rank(b.Kind) })
	return out
}

// byInput are effects that the input has a say in.
func byInput(effects []taint.Effect) (out []Effect) {
	for _, e := range effects {
		if e.Kind == "alloc" {
			e.Label = allocates
		}
		if e.Label == "command" {
			e.Label = "runs a command"
		}
		out = append(out, Effect{Kind: e.Kind, Label: e.Label, Input: true, Trace: e.Trace})
	}
	slices.SortStableFunc(out, func(a, b Effect) int { return rank(a.Kind) - rank(b.Kind) })
	return out
}

// rank orders effects by how bad they are.
func rank(kind string) int {
	if i := slices.Index(sinks, kind); i >= 0 {
		return i
	}
	return len(sinks)
}

// step is a step at a node of the package.
func (r *Result) step(fn *types.Func, pos token.Pos, message string) taint.Step {
	name := fn.Name()
	if recv := fn.Signature().Recv(); recv != nil {
		name = types.TypeString(recv.Type(), types.RelativeTo(r.pass.Pkg))
		if strings.HasPrefix(name, "*") {
			name = "(" + name + ")"
		}
		name += "." + fn.Name()
	}
	return taint.Step{Pos: pos, Func: name, Message: message}
}
