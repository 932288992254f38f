package taint

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
)

// Guards are the kinds that a function's input is free of because a middleware runs before the function: the function
// is registered on a router whose middleware bounds the input, or is wrapped by a function that does. A router calls
// function values, so no call leads from the middleware to them; the analysis follows where these values go, in this
// package and, by facts, in others.

// guards finds the guards of a package's functions. A middleware is known by what it does, not by its name: it replaces
// a part of its parameter by a value free of some kinds, or calls its function argument after it has done so.
type guards struct {
	p    *pkg
	refs map[*ssa.Function][]ssa.Instruction // that name a function, other than by calling it through an interface
	made map[*types.TypeName][]ssa.Value     // interfaces made of values of a type of the package
	// loads and stores of the fields and variables of the package, by name of the heap cell
	loads  map[string][]ssa.Value
	stores map[string][]ssa.Value
	memo   map[guardKey]kind.Set
}

// A guardKey is a question: what is asked, and of which value.
type guardKey struct {
	ask question
	v   ssa.Value
}

type question uint8

const (
	askCalled   question = iota // what holds wherever a function value is called
	askWithin                   // the same of a parameter, in its function only
	askEntry                    // what a middleware makes sure of
	askRegister                 // what holds for what is registered on a router
)

// unused stands for the guards of a value that goes nowhere: the neutral element of what holds on every path.
const unused = ^kind.Set(0)

// guarded returns the kinds that a function's input is free of by the middleware in front of it.
func (g *guards) guarded(fn *ssa.Function) kind.Set {
	if k := g.of(fn, askCalled); k != unused {
		return k
	}
	return 0
}

// ask answers a question once; while it is being answered, meeting it again tells nothing.
func (g *guards) ask(q question, v ssa.Value, meanwhile kind.Set, answer func() kind.Set) kind.Set {
	key := guardKey{q, v}
	if k, ok := g.memo[key]; ok {
		return k
	}
	g.memo[key] = meanwhile
	g.memo[key] = answer()
	return g.memo[key]
}

// of is what holds wherever a function value is called, or what an object with handlers behind it is given.
func (g *guards) of(v ssa.Value, q question) kind.Set {
	return g.ask(q, v, unused, func() kind.Set {
		out := unused
		for _, in := range g.referrers(v) {
			out &= g.use(in, v, q)
		}
		fn, ok := v.(*ssa.Function)
		if ok && fn.Signature.Recv() != nil {
			for _, made := range g.made[shape.NameOf(fn.Signature.Recv().Type())] {
				if types.NewMethodSet(made.Type()).Lookup(nil, fn.Name()) != nil {
					out &= g.of(made, askCalled)
				}
			}
		}
		return out
	})
}

func (g *guards) referrers(v ssa.Value) []ssa.Instruction {
	if fn, ok := v.(*ssa.Function); ok {
		return g.refs[fn]
	}
	if v.Referrers() == nil {
		return nil
	}
	return *v.Referrers()
}

// use is what holds where a value goes by one instruction.
func (g *guards) use(in ssa.Instruction, v ssa.Value, q question) kind.Set {
	switch in := in.(type) {
	case *ssa.ChangeType, *ssa.MakeInterface, *ssa.ChangeInterface, *ssa.Convert, *ssa.Phi, *ssa.TypeAssert, *ssa.Extract, *ssa.Slice:
		return g.of(in.(ssa.Value), q)
	case *ssa.UnOp: // the variable that holds it
		return g.of(in, q)
	case *ssa.Store:
		if in.Val != v {
			return unused
		}
		return g.stored(in.Addr, q)
	case *ssa.MakeClosure:
		if in.Fn == v {
			return g.of(in, q)
		}
		out := unused
		for i, b := range in.Bindings {
			if b == v {
				out &= g.of(in.Fn.(*ssa.Function).FreeVars[i], q)
			}
		}
		return out
	case ssa.CallInstruction:
		return g.call(in, v, q)
	case *ssa.Return:
		if q == askWithin {
			return 0 // given back as it is
		}
		return g.returned(in, v)
	case *ssa.MapUpdate:
		return 0
	}
	return unused
}

// stored is what holds for a value that is stored at an address.
func (g *guards) stored(addr ssa.Value, q question) kind.Set {
	switch a := addr.(type) {
	case *ssa.Alloc, *ssa.FreeVar:
		return g.of(a, q)
	case *ssa.IndexAddr: // of the list of a variadic call
		return g.of(a.X, q)
	}
	cell, ok := g.p.cellOfAddr(addr)
	if !ok || len(g.loads[cell]) == 0 {
		return 0
	}
	out := unused
	for _, l := range g.loads[cell] {
		out &= g.of(l, q)
	}
	return out
}

// returned is what holds for what a function returns, where the package calls the function.
func (g *guards) returned(ret *ssa.Return, v ssa.Value) kind.Set {
	out := unused
	for _, in := range g.refs[ret.Parent()] {
		call, ok := in.(*ssa.Call)
		if !ok || call.Call.StaticCallee() != ret.Parent() {
			return 0
		}
		if len(ret.Results) == 1 {
			out &= g.of(call, askCalled)
			continue
		}
		for _, r := range *call.Referrers() {
			if e, ok := r.(*ssa.Extract); ok && ret.Results[e.Index] == v {
				out &= g.of(e, askCalled)
			}
		}
	}
	return out
}

// call is what holds for a value that a call is given, or that is called.
func (g *guards) call(in ssa.CallInstruction, v ssa.Value, q question) kind.Set {
	c := in.Common()
	switch {
	case c.Value == v && !c.IsInvoke():
		return g.calledAt(in, q)
	case g.receiver(c) == v:
		if calledName(c) == "ServeHTTP" {
			return g.calledAt(in, q)
		}
		return unused // it is configured, or handlers are registered on it
	}
	var out kind.Set
	for i, arg := range c.Args {
		if arg == v {
			out |= g.wrapped(c, i)
			if list, ok := arg.(*ssa.Slice); ok { // of a variadic call: the others in it
				out |= g.anyElement(list.X)
			}
		} else {
			out |= g.entry(arg)
		}
	}
	if recv := g.receiver(c); recv != nil {
		out |= g.router(recv)
	}
	if res, ok := in.(*ssa.Call); ok && q == askCalled && handles(res.Type()) {
		if k := g.of(res, q); k != unused {
			out |= k
		}
	}
	return out
}

// wrapped is what holds for the handler that a call is given as an argument: what the callee says of it.
func (g *guards) wrapped(c *ssa.CallCommon, arg int) kind.Set {
	fn := c.StaticCallee()
	if fn == nil {
		if c.IsInvoke() {
			return 0
		}
		return g.entry(c.Value) // a function that a middleware's maker has returned
	}
	if arg < len(fn.Params) && len(fn.Blocks) > 0 {
		if k := g.of(fn.Params[arg], askWithin); k != unused {
			return k
		}
		return 0
	}
	return g.foreign(fn, access.Place{Root: access.Param, Index: arg})
}

// calledAt is what holds where a function is called here: what was cleared before in what it is given, and what holds
// for the caller if it passes on what it was given itself.
func (g *guards) calledAt(in ssa.CallInstruction, q question) kind.Set {
	out := g.clearedBefore(in)
	fn := in.Parent()
	if q == askWithin || !slices.ContainsFunc(in.Common().Args, func(a ssa.Value) bool {
		p, ok := a.(*ssa.Parameter)
		return ok && p.Parent() == fn
	}) {
		return out
	}
	return out | g.guarded(fn)
}

// calledName is the name of the method or function that is called, "" if that is not known.
func calledName(c *ssa.CallCommon) string {
	if c.IsInvoke() {
		return c.Method.Name()
	}
	if fn := c.StaticCallee(); fn != nil {
		return fn.Name()
	}
	return ""
}

// receiver is the value whose method is called, nil for a function.
func (g *guards) receiver(c *ssa.CallCommon) ssa.Value {
	if c.IsInvoke() {
		return c.Value
	}
	if fn := c.StaticCallee(); fn != nil && fn.Signature.Recv() != nil && len(c.Args) > 0 {
		return c.Args[0]
	}
	return nil
}

// handles reports whether values of a type can be called, or serve what a router gives them.
func handles(t types.Type) bool {
	if _, ok := t.Underlying().(*types.Signature); ok {
		return true
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "ServeHTTP")
	_, ok := obj.(*types.Func)
	return ok
}
