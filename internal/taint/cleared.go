package taint

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
)

// What a function has cleared in its input before it calls another: a field that is a source, replaced by a
// bounded value.

// clearedBefore is what was cleared, on every path to an instruction, in a part of what the function was given.
func (g *guards) clearedBefore(at ssa.Instruction) kind.Set {
	var out kind.Set
	for _, b := range at.Parent().Blocks {
		if b != at.Block() && !b.Dominates(at.Block()) {
			continue
		}
		for _, in := range b.Instrs {
			if in == at {
				break
			}
			switch in := in.(type) {
			case *ssa.Store:
				if fa, ok := in.Addr.(*ssa.FieldAddr); ok && g.isSource(fa) {
					out |= g.cleared(in.Val)
				}
			case *ssa.Call:
				if fn := in.Call.StaticCallee(); fn != nil {
					out |= ensuredBy(g.p.sums[fn]) | ensuredBy(g.p.factOfFunction(fn))
				}
			}
		}
	}
	return out
}

// isSource reports whether a model says that a field is a source.
func (g *guards) isSource(fa *ssa.FieldAddr) bool {
	owner, fld := fieldOfAddr(fa)
	if owner == nil {
		return false
	}
	roles := g.p.models.Type(owner)
	return roles != nil && slices.ContainsFunc(roles.Sources, func(s model.Source) bool {
		return len(s.At.Fields) > 0 && s.At.Fields[0] == fld.Name()
	})
}

// cleared is what a value is free of as the result of a call.
func (g *guards) cleared(v ssa.Value) kind.Set {
	switch v := v.(type) {
	case *ssa.MakeInterface:
		return g.cleared(v.X)
	case *ssa.ChangeInterface:
		return g.cleared(v.X)
	case *ssa.Alloc: // a struct that bounds what is read through one of its fields
		return g.clearedBy(v)
	case *ssa.Call:
		return g.clearedByCall(v)
	}
	return 0
}

func (g *guards) clearedBy(a *ssa.Alloc) kind.Set {
	name := shape.NameOf(a.Type())
	s, ok := shape.Core(shape.Pointee(a.Type())).(*types.Struct)
	if !ok || name == nil || name.Pkg() == nil {
		return 0
	}
	var out kind.Set
	for fld := range s.Fields() {
		if roles := g.p.models.Field(name, fld); roles != nil {
			for _, c := range roles.Sanitizers {
				out |= kind.SetOf(c.Kinds)
			}
		}
	}
	for _, r := range *a.Referrers() { // struct{ io.Reader; io.Closer }: what its parts are
		if fa, ok := r.(*ssa.FieldAddr); ok {
			for _, u := range *fa.Referrers() {
				if st, ok := u.(*ssa.Store); ok && st.Addr == fa {
					out |= g.cleared(st.Val)
				}
			}
		}
	}
	return out & guardKinds()
}

func (g *guards) clearedByCall(c *ssa.Call) kind.Set {
	fn := c.Call.StaticCallee()
	if fn == nil {
		return 0
	}
	var out kind.Set
	if obj, ok := fn.Object().(*types.Func); ok {
		if roles := g.p.models.Func(obj); roles != nil {
			for _, m := range roles.Propagators {
				if m.To.Root == model.Result {
					out |= kind.SetOf(m.Clears)
				}
			}
		}
	}
	sum := g.p.sums[fn]
	if sum == nil {
		sum = g.p.factOfFunction(fn)
	}
	if sum != nil {
		for i := range sum.Flows {
			if fl := &sum.Flows[i]; fl.To.Root == access.Result && fl.From.Root == access.Param {
				out |= fl.Label.Clears
			}
		}
	}
	for _, arg := range c.Call.Args { // io.NopCloser(io.LimitReader(body, n))
		if !strings.HasPrefix(arg.Type().String(), "*") {
			out |= g.cleared(arg)
		}
	}
	return out & guardKinds()
}
