package taint

import (
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// What the decoding methods of types do with their input. The sinks for this are in nearly every package (files,
// addresses, templates) and count only below such a method, so in dependencies they make nothing else relevant.

// An Effect is a sink that a function's input reaches, seen from outside.
type Effect struct {
	Kind  string         // of the sink
	Label string         // of the sink
	Trace []summary.Step // in the function and what it calls, the sink last
}

// Effects returns the sinks of some kinds that the parameters of a function of this package reach. The receiver is left
// out, since the program may have filled it before. aspects names, by kind of sink, an aspect that makes a flow
// harmless where it is cleared.
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

// LiteralEffects returns the Effects of a function literal of this package.
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

// effects returns the effects of the parameters from the index first on.
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

// inputOf reports whether a place is below a parameter from the index first on, or below the result of calling one.
func inputOf(from access.Place, first int) bool {
	return (from.Root == access.Param || from.Root == access.CallResult) && from.Index >= first
}
