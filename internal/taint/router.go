package taint

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
)

// router returns the guards of handlers that are registered on an object: by the middleware that was added to it, by
// what it was made with, and by the guards of the object itself.
func (g *guards) router(v ssa.Value) kind.Set {
	v = outermost(v)
	return g.ask(askRegister, v, 0, func() kind.Set {
		out := g.configured(v)
		switch v := v.(type) {
		case *ssa.Call:
			out |= g.derived(v)
		case *ssa.Parameter:
			out |= g.handedIn(v)
		case *ssa.FreeVar:
			out |= g.captured(v)
		case *ssa.Extract:
			out |= g.router(v.Tuple)
		case *ssa.ChangeInterface:
			out |= g.router(v.X)
		case *ssa.MakeInterface:
			out |= g.router(v.X)
		case *ssa.TypeAssert:
			out |= g.router(v.X)
		case *ssa.UnOp:
			out |= g.loaded(v)
		}
		return out
	})
}

// outermost is the object that an embedded part belongs to: the methods of a router are often those of a part of it.
func outermost(v ssa.Value) ssa.Value {
	for {
		fa, ok := v.(*ssa.FieldAddr)
		if !ok {
			return v
		}
		if _, fld := fieldOfAddr(fa); fld == nil || !fld.Embedded() {
			return v
		}
		v = fa.X
	}
}

// configured is what the middleware that is put on a router makes sure of, and what wraps the router as a handler.
func (g *guards) configured(v ssa.Value) kind.Set {
	var out kind.Set
	for _, in := range g.referrers(v) {
		switch in := in.(type) {
		case ssa.CallInstruction:
			if c := in.Common(); g.receiver(c) == v && g.configures(in) {
				for _, arg := range c.Args {
					out |= g.entry(arg)
				}
			}
		case *ssa.FieldAddr:
			if outermost(in) == v {
				out |= g.configured(in)
			}
		case *ssa.ChangeInterface, *ssa.MakeInterface:
			out |= g.configured(in.(ssa.Value))
		}
	}
	if handles(v.Type()) {
		if k := g.of(v, askCalled); k != unused {
			out |= k
		}
	}
	return out
}

// configures reports whether a call changes its receiver for all that follows: it is given functions and nothing else,
// and nobody looks at the result.
func (g *guards) configures(in ssa.CallInstruction) bool {
	c := in.Common()
	if res, ok := in.(*ssa.Call); ok && res.Referrers() != nil && len(*res.Referrers()) > 0 {
		return false
	}
	args := c.Args
	if !c.IsInvoke() && len(args) > 0 {
		args = args[1:]
	}
	for _, a := range args {
		t := a.Type()
		if s, ok := t.Underlying().(*types.Slice); ok {
			t = s.Elem()
		}
		if !handles(t) && !types.IsInterface(t) {
			return false
		}
	}
	return len(args) > 0
}

// derived is what holds for a router that a call returns: a group of another with middleware of its own, or one that a
// function made.
func (g *guards) derived(c *ssa.Call) kind.Set {
	var out kind.Set
	if recv := g.receiver(&c.Call); recv != nil {
		out |= g.router(recv)
	}
	for _, arg := range c.Call.Args {
		out |= g.entry(arg)
	}
	return out | g.fromCall(c, (*guards).router)
}

// handedIn is what holds for a router that a function is given, wherever the package calls it or hands it to another
// router.
func (g *guards) handedIn(p *ssa.Parameter) kind.Set {
	fn, out := p.Parent(), unused
	for _, in := range g.refs[fn] {
		switch in := in.(type) {
		case ssa.CallInstruction:
			if in.Common().StaticCallee() == fn {
				for i, arg := range in.Common().Args {
					if i < len(fn.Params) && fn.Params[i] == p {
						out &= g.router(arg)
					}
				}
				continue
			}
			out &= g.handedOn(in)
		case *ssa.MakeClosure:
			for _, r := range *in.Referrers() {
				if c, ok := r.(ssa.CallInstruction); ok {
					out &= g.handedOn(c)
				}
			}
		}
	}
	if out == unused {
		return 0
	}
	return out
}

// handedOn is what holds for the router that a function gets which another router is given: router.Route("/x", func(r
// Router) { ... }).
func (g *guards) handedOn(in ssa.CallInstruction) kind.Set {
	recv := g.receiver(in.Common())
	if recv == nil {
		return 0
	}
	out := g.router(recv)
	for _, arg := range in.Common().Args {
		out |= g.entry(arg)
	}
	return out
}

// captured is what holds for a router that a closure has captured.
func (g *guards) captured(v *ssa.FreeVar) kind.Set {
	fn := v.Parent()
	for _, in := range g.refs[fn] {
		if mc, ok := in.(*ssa.MakeClosure); ok {
			for i, free := range fn.FreeVars {
				if free == v {
					return g.router(mc.Bindings[i])
				}
			}
		}
	}
	return 0
}

// loaded is what holds for a router that a variable or field holds.
func (g *guards) loaded(v *ssa.UnOp) kind.Set {
	switch x := v.X.(type) {
	case *ssa.Alloc, *ssa.FreeVar:
		return g.inVariable(x)
	}
	cell, ok := g.cell(v)
	if !ok {
		return 0
	}
	out := g.everyStored(cell, (*guards).router)
	for _, l := range g.loads[cell] {
		if l != v {
			out |= g.configured(l)
		}
	}
	return out
}

// inVariable is what holds for a router in a local variable that closures share.
func (g *guards) inVariable(x ssa.Value) kind.Set {
	if free, ok := x.(*ssa.FreeVar); ok {
		for _, in := range g.refs[free.Parent()] {
			if mc, ok := in.(*ssa.MakeClosure); ok {
				for i, f := range free.Parent().FreeVars {
					if f == free {
						return g.inVariable(mc.Bindings[i])
					}
				}
			}
		}
		return 0
	}
	var out kind.Set
	if x.Referrers() == nil {
		return 0
	}
	for _, r := range *x.Referrers() {
		switch r := r.(type) {
		case *ssa.Store:
			if r.Addr == x {
				out |= g.router(r.Val)
			}
		case *ssa.UnOp:
			out |= g.configured(r)
		}
	}
	return out
}
