package taint

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
)

// callees are the functions of the package that one refers to, called or not.
func (p *pkg) callees(fn *ssa.Function) []*ssa.Function {
	var out []*ssa.Function
	var rands [10]*ssa.Value
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			for _, op := range in.Operands(rands[:0]) {
				if ref, ok := (*op).(*ssa.Function); ok && p.known[ref] {
					out = append(out, ref)
				}
			}
			if c, ok := in.(ssa.CallInstruction); ok && c.Common().IsInvoke() {
				for _, ce := range p.implementers(c.Common()) {
					if ce.fn != nil && p.known[ce.fn] {
						out = append(out, ce.fn)
					}
				}
			}
			if mi, ok := in.(*ssa.MakeInterface); ok {
				out = p.behindInterface(out, mi)
			}
			if addr, ok := addressRead(in); ok {
				if name, ok := p.cellOfAddr(addr); ok {
					for _, t := range p.cellFuncs.of[name] {
						if t.Ext == nil && p.known[t.Fn] {
							out = append(out, t.Fn)
						}
					}
				}
			}
		}
	}
	return out
}

// behindInterface adds the methods of this package by which a value can be called once it is an interface.
func (p *pkg) behindInterface(out []*ssa.Function, mi *ssa.MakeInterface) []*ssa.Function {
	name, iface := shape.NameOf(mi.X.Type()), mi.Type().Underlying().(*types.Interface)
	if name == nil || name.Pkg() != p.pass.Pkg {
		return out
	}
	for m := range iface.Methods() {
		if ce, ok := p.methodOf(mi.X.Type(), m); ok && ce.fn != nil && p.known[ce.fn] {
			out = append(out, ce.fn)
		}
	}
	return out
}

// addressRead is the address of a field or variable that an instruction names.
func addressRead(in ssa.Instruction) (ssa.Value, bool) {
	switch in := in.(type) {
	case *ssa.FieldAddr:
		return in, true
	case *ssa.UnOp:
		g, ok := in.X.(*ssa.Global)
		return g, ok
	}
	return nil, false
}

// components are the strongly connected components of the call graph, callees first.
func (p *pkg) components(funcs []*ssa.Function) [][]*ssa.Function {
	t := tarjan{p: p, index: map[*ssa.Function]int{}, low: map[*ssa.Function]int{}, on: map[*ssa.Function]bool{}}
	for _, fn := range funcs {
		if t.index[fn] == 0 {
			t.visit(fn)
		}
	}
	return t.out
}

type tarjan struct {
	p          *pkg
	next       int
	index, low map[*ssa.Function]int
	on         map[*ssa.Function]bool
	stack      []*ssa.Function
	out        [][]*ssa.Function
}

func (t *tarjan) visit(fn *ssa.Function) {
	t.next++
	t.index[fn], t.low[fn] = t.next, t.next
	t.stack = append(t.stack, fn)
	t.on[fn] = true
	for _, c := range t.p.callees(fn) {
		if t.index[c] == 0 {
			t.visit(c)
			t.low[fn] = min(t.low[fn], t.low[c])
		} else if t.on[c] {
			t.low[fn] = min(t.low[fn], t.index[c])
		}
	}
	if t.low[fn] != t.index[fn] {
		return
	}
	i := slices.Index(t.stack, fn)
	component := slices.Clone(t.stack[i:])
	t.stack = t.stack[:i]
	for _, c := range component {
		t.on[c] = false
	}
	slices.Reverse(component)
	t.out = append(t.out, component)
}
