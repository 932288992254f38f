package taint

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// What the methods by which types decode themselves do with their input. Sinks for this are in nearly every package
// (files, addresses, templates), and matter below such a method alone; so in dependencies they make nothing relevant,
// and count there only.

// An Effect is a sink that a function's input reaches, seen from outside.
type Effect struct {
	Kind  string         // of the sink
	Label string         // of the sink
	Trace []summary.Step // in the function and what it calls, the sink last
}

// Effects returns the sinks of some kinds that the parameters of a function of this package reach, the receiver left
// aside, which holds what the program put there as much as what was decoded. What is cleared of one of the aspects,
// which aspects gives by kind of sink, does not count.
func (r *Result) Effects(fn *types.Func, sinks []string, aspects map[string]string) []Effect {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.p.prog == nil {
		return nil
	}
	first := 0
	if fn.Signature().Recv() != nil {
		first = 1
	}
	return r.effects(r.p.prog.FuncValue(fn.Origin()), first, sinks, aspects)
}

// LiteralEffects are the Effects of a function literal of this package.
func (r *Result) LiteralEffects(lit *ast.FuncLit, sinks []string, aspects map[string]string) []Effect {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, fn := range r.p.funcs {
		if fn.Syntax() == lit {
			return r.effects(fn, 0, sinks, aspects)
		}
	}
	return nil
}

// effects are those of the parameters from the first on.
func (r *Result) effects(fn *ssa.Function, first int, sinks []string, aspects map[string]string) []Effect {
	fact := r.p.sums[fn]
	if fn == nil || fact == nil {
		return nil
	}
	wanted := kind.ListOf(sinks)
	var out []Effect
	for i := range fact.Flows {
		fl := &fact.Flows[i]
		if fl.Sink == nil || !wanted.Has(fl.Sink.Kind) || !inputOf(fl.From, first) {
			continue
		}
		if aspect := aspects[fl.Sink.Kind.String()]; aspect != "" && fl.Label.Clears.Has(kind.Of(aspect)) {
			continue
		}
		e := Effect{Kind: fl.Sink.Kind.String(), Label: fl.Sink.Label, Trace: r.trace(summary.Flow{Steps: fl.Steps})}
		if !slices.ContainsFunc(out, func(o Effect) bool { return o.Kind == e.Kind && o.Label == e.Label }) {
			out = append(out, e)
		}
	}
	return out
}

// maxDecoded bounds the types that a site decodes into.
const maxDecoded = 64

func (s *Site) addTarget(t types.Type) {
	if t == nil || len(s.Targets) >= maxDecoded || slices.ContainsFunc(s.Targets, func(o types.Type) bool { return types.Identical(o, t) }) {
		return
	}
	s.Targets = append(s.Targets, t)
}

// Position returns the position of a step as another package sees it.
func (r *Result) Position(s summary.Step) summary.Step {
	r.mu.Lock()
	defer r.mu.Unlock()
	s.Position = r.p.position(&s)
	return s
}

func inputOf(from access.Place, first int) bool {
	return (from.Root == access.Param || from.Root == access.CallResult) && from.Index >= first
}

// fills lets a function value of the form of a decoder, func(any) error, write what it was made of to what its argument
// points at: that is how YAML passes its input to the method that decodes a type.
func (k *calling) fills(fv *val) {
	if k.call.IsInvoke() || k.sig.Params().Len() != 1 || k.sig.Variadic() || k.sig.Results().Len() != 1 || !shape.IsError(k.sig.Results().At(0).Type()) {
		return
	}
	if i, ok := k.sig.Params().At(0).Type().Underlying().(*types.Interface); !ok || !i.Empty() {
		return
	}
	if ev := k.f.carry(k.st, fv); len(ev) > 0 {
		id := k.f.derived(k.slot+"fills", "decoded by a function value", ev, summary.Label{})
		k.putBelow(k.args[0], k.ops[0], "", &val{ev: evset{id}})
	}
}
