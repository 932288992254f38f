package taint

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/model"
	"github.com/unsafedecode/unsafedecode/internal/taint/access"
	"github.com/unsafedecode/unsafedecode/internal/taint/kind"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// newGuards indexes a package for questions about the guards of its functions.
func (p *pkg) newGuards() *guards {
	g := &guards{
		p: p, refs: map[*ssa.Function][]ssa.Instruction{}, made: map[*types.TypeName][]ssa.Value{},
		loads: map[string][]ssa.Value{}, stores: map[string][]ssa.Value{}, memo: map[guardKey]kind.Set{},
	}
	for _, fn := range p.funcs {
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				g.index(in)
			}
		}
	}
	return g
}

func (g *guards) index(in ssa.Instruction) {
	var rands [10]*ssa.Value
	for _, op := range in.Operands(rands[:0]) {
		if fn, ok := (*op).(*ssa.Function); ok {
			g.refs[fn] = append(g.refs[fn], in)
		}
	}
	switch in := in.(type) {
	case *ssa.MakeInterface:
		if name := shape.NameOf(in.X.Type()); name != nil && name.Pkg() == g.p.pass.Pkg {
			g.made[name] = append(g.made[name], in)
		}
	case *ssa.UnOp:
		if cell, ok := g.cell(in); ok {
			g.loads[cell] = append(g.loads[cell], in)
		}
	case *ssa.Store:
		if cell, ok := g.p.cellOfAddr(in.Addr); ok {
			g.stores[cell] = append(g.stores[cell], in.Val)
		}
	}
}

// cell is the field or package-level variable that a value is loaded from.
func (g *guards) cell(v ssa.Value) (string, bool) {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return "", false
	}
	switch load.X.(type) {
	case *ssa.FieldAddr, *ssa.Global:
		return g.p.cellOfAddr(load.X)
	}
	return "", false
}

// entry is what a value makes sure of, as a middleware, for what runs behind it.
func (g *guards) entry(v ssa.Value) kind.Set {
	return g.ask(askEntry, v, 0, func() kind.Set {
		switch v := v.(type) {
		case *ssa.Function:
			return g.ensures(v)
		case *ssa.MakeClosure:
			return g.ensures(v.Fn.(*ssa.Function))
		case *ssa.ChangeType:
			return g.entry(v.X)
		case *ssa.MakeInterface:
			return g.entry(v.X)
		case *ssa.ChangeInterface:
			return g.entry(v.X)
		case *ssa.Extract:
			return g.entry(v.Tuple)
		case *ssa.Slice: // of the arguments of a variadic call: any of them
			return g.anyElement(v.X)
		case *ssa.Call:
			return g.fromCall(v, (*guards).entry)
		case *ssa.UnOp:
			if cell, ok := g.cell(v); ok {
				return g.everyStored(cell, (*guards).entry)
			}
		}
		return 0
	})
}

// ensures is what a function makes sure of for what it calls: by what it overwrites in its parameters, or by calling
// what it is given only after it has done so.
func (g *guards) ensures(fn *ssa.Function) kind.Set {
	if len(fn.Blocks) == 0 {
		return g.foreign(fn, access.Place{Root: access.Param, Index: len(fn.Params) - 1}) | ensuredBy(g.p.factOfFunction(fn))
	}
	out := ensuredBy(g.p.sums[fn])
	if wrapper(fn) {
		for _, callee := range g.p.callees(fn) {
			out |= g.ensures(callee)
		}
	}
	for _, param := range fn.Params {
		if handles(param.Type()) {
			if k := g.of(param, askWithin); k != unused {
				out |= k
			}
		}
	}
	return out
}

// ensuredBy is what a function clears in parts of its parameters that it certainly overwrites.
func ensuredBy(sum *summary.Summary) kind.Set {
	if sum == nil {
		return 0
	}
	var out kind.Set
	for i := range sum.Flows {
		if fl := &sum.Flows[i]; fl.From == fl.To && fl.To.Root == access.Param && fl.To.Path != "" && fl.Sink == nil && slices.Contains(sum.Kills, fl.To) {
			out |= fl.Label.Clears
		}
	}
	return out & guardKinds()
}

// guardKinds are the kinds that a middleware can clear for what runs behind it.
func guardKinds() kind.Set { return kind.Of(aspectSize).Set() }

func (p *pkg) factOfFunction(fn *ssa.Function) *summary.Summary {
	if obj, ok := fn.Object().(*types.Func); ok {
		return p.imports.Summary(obj.Origin())
	}
	return nil
}

// foreign is what a model or a fact says of what goes in or comes out at a place of a function of another package.
func (g *guards) foreign(fn *ssa.Function, at access.Place) kind.Set {
	obj, ok := fn.Object().(*types.Func)
	if !ok {
		return 0
	}
	var out kind.Set
	if roles := g.p.models.Func(obj); roles != nil {
		for _, r := range roles.Guards {
			index := r.At.Index
			if fn.Signature.Recv() != nil && r.At.Root == model.Arg {
				index++
			}
			if (r.At.Root == model.Result) == (at.Root == access.Result) && index == at.Index {
				out |= kind.SetOf(r.Kinds)
			}
		}
	}
	if sum := g.p.imports.Summary(obj.Origin()); sum != nil {
		for _, gd := range sum.Guards {
			if gd.At == at {
				out |= gd.Kinds
			}
		}
	}
	return out
}

// anyElement is what the elements of a list that was just made make sure of, one or another.
func (g *guards) anyElement(list ssa.Value) kind.Set {
	var out kind.Set
	if list.Referrers() == nil {
		return 0
	}
	for _, r := range *list.Referrers() {
		at, ok := r.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		for _, u := range *at.Referrers() {
			if s, ok := u.(*ssa.Store); ok && s.Addr == at {
				out |= g.entry(s.Val)
			}
		}
	}
	return out
}

// fromCall answers for what a call returns: by what the callee returns on every path, or by what is known of it.
func (g *guards) fromCall(c *ssa.Call, answer func(*guards, ssa.Value) kind.Set) kind.Set {
	fn := c.Call.StaticCallee()
	if fn == nil {
		return 0
	}
	if len(fn.Blocks) == 0 {
		return g.foreign(fn, access.Place{Root: access.Result})
	}
	return g.everyResult(fn, 0, answer)
}

func (g *guards) everyResult(fn *ssa.Function, i int, answer func(*guards, ssa.Value) kind.Set) kind.Set {
	out := unused
	for _, b := range fn.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && b != fn.Recover && i < len(ret.Results) {
			out &= answer(g, ret.Results[i])
		}
	}
	if out == unused {
		return 0
	}
	return out
}

func (g *guards) everyStored(cell string, answer func(*guards, ssa.Value) kind.Set) kind.Set {
	out := unused
	for _, v := range g.stores[cell] {
		if c, ok := v.(*ssa.Const); !ok || c.Value != nil {
			out &= answer(g, v)
		}
	}
	if out == unused {
		return 0
	}
	return out
}

// guarding reports whether anything in the package, or that it calls, bounds what handlers are given: most packages
// have nothing to ask for.
func (p *pkg) guarding() bool {
	g := &guards{p: p}
	for _, fn := range p.funcs {
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				switch in := in.(type) {
				case *ssa.Store:
					if fa, ok := in.Addr.(*ssa.FieldAddr); ok && g.isSource(fa) && g.cleared(in.Val) != 0 {
						return true
					}
				case ssa.CallInstruction:
					if c := in.Common().StaticCallee(); c != nil && len(c.Blocks) == 0 && g.guardsAny(c) {
						return true
					}
				}
			}
		}
		if ensuredBy(p.sums[fn]) != 0 {
			return true
		}
	}
	return false
}

// guardsAny reports whether a model or a fact says anything of what a function guards.
func (g *guards) guardsAny(fn *ssa.Function) bool {
	obj, ok := fn.Object().(*types.Func)
	if !ok {
		return false
	}
	if roles := g.p.models.Func(obj); roles != nil {
		return len(roles.Guards) > 0
	}
	sum := g.p.imports.Summary(obj.Origin())
	return sum != nil && (len(sum.Guards) > 0 || ensuredBy(sum) != 0)
}

// exported returns the guards of a function that its summary exports: for the handlers among its arguments, and for
// those that are passed to the middleware or router that it returns.
func (g *guards) exported(fn *ssa.Function) []summary.Guard {
	var out []summary.Guard
	for i, param := range fn.Params {
		if handles(param.Type()) {
			if k := g.of(param, askWithin); k != unused && k != 0 {
				out = append(out, summary.Guard{At: access.Place{Root: access.Param, Index: i}, Kinds: k})
			}
		}
	}
	res := fn.Signature.Results()
	for i := range res.Len() {
		if handles(res.At(i).Type()) {
			if k := g.everyResult(fn, i, func(g *guards, v ssa.Value) kind.Set { return g.entry(v) | g.router(v) }); k != 0 {
				out = append(out, summary.Guard{At: access.Place{Root: access.Result, Index: i}, Kinds: k})
			}
		}
	}
	return out
}

// bounded clears on flows what the middleware in front of the function where they start clears.
func (g *guards) bounded(flows []summary.Flow) {
	known := map[*ssa.Function]kind.Set{}
	for i := range flows {
		fn := flows[i].Src.Fn
		if fn == nil {
			continue
		}
		for fn.Parent() != nil && len(g.refs[fn]) == 0 {
			fn = fn.Parent()
		}
		k, ok := known[fn]
		if !ok {
			k = g.guarded(fn)
			known[fn] = k
		}
		if k != 0 {
			start := summary.Label{Clears: k, Why: "bounded in front of " + functionName(fn), Deep: flows[i].Label.Deep}
			flows[i].Label = start.Then(flows[i].Label)
		}
	}
}
