package taint

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// lifted decides which site a report has when the value that reaches the sink comes from a caller: the sink, unless
// this function only wraps it, so that input and output belong to its callers.
func (f *function) lifted(fl *summary.Flow, at ssa.Instruction) *summary.Sink {
	if fl.From.Root == access.Param && kind.Joined(fl.Sink.Kind) || f.wrapper && fl.Sink.Site != nil && fl.Sink.Site.Fn == f.fn {
		s := *fl.Sink
		s.Site = nil // who chose the value is the caller
		return &s
	}
	if fl.From.Root != access.Param || !f.rawInput(fl.From) || f.saysWhat(fl.From) ||
		!(fl.Sink.TargetAt.Root == access.Param || f.returnsOf(at) || f.onlyStores(fl.Sink)) {
		return fl.Sink
	}
	s := *fl.Sink
	s.Site = nil
	return &s
}

// isWrapper reports whether the compiler makes a function of a method: for a method value, a method expression or a
// promoted method. Its instructions have the position of the method's declaration, which may be in another package.
func isWrapper(fn *ssa.Function) bool {
	for _, kind := range []string{"bound method wrapper", "thunk", "wrapper", "instantiation wrapper"} {
		if strings.HasPrefix(fn.Synthetic, kind) {
			return true
		}
	}
	return false
}

// onlyStores reports whether a sink keeps what it gets, and the function gives its callers nothing but an error for it.
func (f *function) onlyStores(s *summary.Sink) bool {
	if !f.p.models.Stores(s.Kind.String()) || f.fn.Parent() != nil {
		return false
	}
	for v := range f.fn.Signature.Results().Variables() {
		if shape.CarriesData(v.Type()) {
			return false
		}
	}
	return true
}

// saysWhat reports whether a parameter's name says what comes in by it.
func (f *function) saysWhat(p access.Place) bool {
	if p.Index >= len(f.fn.Params) {
		return false
	}
	param := f.fn.Params[p.Index]
	return f.p.source("parameter", param.Name(), "", param.Type()) != nil
}

// rawInput reports whether a parameter holds bytes, text or a stream, and not a decoder or an object that has one.
func (f *function) rawInput(p access.Place) bool {
	if p.Path != "" || p.Index >= len(f.fn.Params) {
		return false
	}
	t := f.fn.Params[p.Index].Type()
	switch u := t.Underlying().(type) {
	case *types.Slice, *types.Interface:
		return true
	case *types.Basic:
		return u.Info()&types.IsString != 0
	}
	return false
}

// returnsOf reports whether what an instruction decoded is returned as it is.
func (f *function) returnsOf(at ssa.Instruction) bool {
	for i := range f.uses {
		u := &f.uses[i]
		if u.to.Root != access.Result {
			continue
		}
		for _, e := range u.ev {
			if ev := &f.g.events[e]; ev.at == at && ev.source == nil {
				return true
			}
		}
	}
	return false
}
