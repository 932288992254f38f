package taint

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// scan looks at all functions once for what the analysis of each needs to know of the others: who is called from where,
// and what is stored in the heap.
func (p *pkg) scan(funcs []*ssa.Function) {
	p.stored, p.cellFuncs, p.cellTypes = map[string]bool{}, newCellFuncs(), map[string][]types.Type{}
	called, taken := map[*ssa.Function]bool{}, map[*ssa.Function]bool{}
	for _, fn := range funcs {
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				p.scanUses(in, called, taken)
				p.scanStores(in)
			}
		}
	}
	p.openCells()
	p.closed = map[*ssa.Function]bool{}
	for _, fn := range funcs {
		if obj := fn.Object(); obj != nil && !obj.Exported() && called[fn] && !taken[fn] && fn.Synthetic == "" {
			p.closed[fn] = true
		}
	}
}

func (p *pkg) scanUses(in ssa.Instruction, called, taken map[*ssa.Function]bool) {
	callee := ssa.Value(nil)
	if c, ok := in.(ssa.CallInstruction); ok {
		callee = c.Common().Value
		if fn, ok := callee.(*ssa.Function); ok {
			called[fn] = true
		}
	}
	var rands [10]*ssa.Value
	for i, op := range in.Operands(rands[:0]) {
		fn, ok := (*op).(*ssa.Function)
		if ok && !(i == 0 && *op == callee) {
			taken[fn] = true
		}
	}
}

func (p *pkg) scanStores(in ssa.Instruction) {
	switch in := in.(type) {
	case *ssa.Store:
		p.scanCounter(in)
		name, ok := p.cellOfAddr(in.Addr)
		if !ok {
			return
		}
		if c, isConst := in.Val.(*ssa.Const); isConst && c.Value == nil {
			return
		}
		p.stored[name] = true
		p.scanValue(name, in.Val)
	case *ssa.MapUpdate:
		if name, ok := p.cellOfAddr(in.Map); ok {
			p.stored[name] = true
		}
	case *ssa.Send:
		if name, ok := p.cellOfAddr(in.Chan); ok {
			p.stored[name] = true
		}
	case *ssa.Call:
		for _, a := range in.Call.Args { // what is written into a buffer, map or channel that a field holds
			if name, ok := p.cellOfAddr(a); ok && shape.IsReference(a.Type()) {
				p.stored[name] = true
			}
		}
	}
}

// scanValue notes the functions and dynamic types that a cell gets: the value itself, or what a table holds that is
// made just before.
func (p *pkg) scanValue(name string, v ssa.Value) {
	switch v := v.(type) {
	case *ssa.Function:
		p.cellFuncs.add(name, []target{{Callable: summary.Callable{Fn: v}}})
	case *ssa.MakeClosure:
		p.cellFuncs.add(name, []target{{Callable: summary.Callable{Fn: v.Fn.(*ssa.Function)}}})
	case *ssa.MakeInterface:
		p.cellTypes[name] = unionTypes(p.cellTypes[name], []types.Type{v.X.Type()})
	case *ssa.ChangeType:
		p.scanValue(name, v.X)
	case *ssa.Slice:
		p.scanElements(name, v.X)
	case *ssa.MakeMap, *ssa.Alloc:
		p.scanElements(name, v)
	default:
		if types.IsInterface(v.Type()) {
			p.cellTypes[name] = unionTypes([]types.Type{otherTypes}, p.cellTypes[name])
		}
		if shape.HoldsFuncs(v.Type()) {
			p.cellFuncs.open[name] = true
		}
	}
}

// openCells says of the cells that other packages can store into that there may be more types in them than were seen.
func (p *pkg) openCells() {
	if p.pass.Pkg.Name() == "main" {
		return
	}
	for name, typs := range p.cellTypes {
		owner, field, _ := strings.Cut(strings.TrimPrefix(name, "var "+p.pass.Pkg.Path()+"."), ".")
		if token.IsExported(owner) && (field == "" || token.IsExported(field)) {
			p.cellTypes[name] = unionTypes([]types.Type{otherTypes}, typs)
		}
	}
}

func (p *pkg) scanElements(name string, table ssa.Value) {
	if table.Referrers() == nil {
		return
	}
	for _, r := range *table.Referrers() {
		switch r := r.(type) {
		case *ssa.MapUpdate:
			if r.Map == table {
				p.scanValue(name, r.Value)
			}
		case *ssa.IndexAddr:
			for _, u := range *r.Referrers() {
				if s, ok := u.(*ssa.Store); ok && s.Addr == r {
					p.scanValue(name, s.Val)
				}
			}
		}
	}
}

// cellOfAddr names the heap cell that an address, or a value that was loaded from one, belongs to.
func (p *pkg) cellOfAddr(v ssa.Value) (string, bool) {
	for range 6 {
		switch x := v.(type) {
		case *ssa.FieldAddr:
			t := shape.Pointee(x.X.Type())
			s, ok := shape.Core(t).(*types.Struct)
			if !ok {
				return "", false
			}
			if name, ok := p.cellOf(shape.Field{Owner: shape.NameOf(t), Var: s.Field(x.Field)}); ok {
				return name, true
			}
			v = x.X
		case *ssa.IndexAddr:
			v = x.X
		case *ssa.UnOp:
			v = x.X
		case *ssa.Slice:
			v = x.X
		case *ssa.MakeInterface:
			v = x.X
		case *ssa.Global:
			return globalName(x), true
		default:
			return "", false
		}
	}
	return "", false
}

// cellOf names the heap cell of a field: one for each field of a named type of this package.
func (p *pkg) cellOf(fo shape.Field) (string, bool) {
	if fo.Owner == nil || fo.Var == nil || fo.Owner.Pkg() != p.pass.Pkg || !shape.CarriesData(fo.Var.Type()) {
		return "", false
	}
	return fo.Owner.Name() + "." + fo.Var.Name(), true
}
