package branch

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Chosen tells where a text is one of a set of constants, since it was compared with them or found in a table of them.
type Chosen struct {
	edges map[ssa.Value]map[Edge]bool
	memo  map[ssa.Value][]bool // by block
}

// FindChosen returns where texts of a function are constants; nil if nowhere. member returns the text that a lookup or
// call, if it says true, has found among constants; nil if it does not look for one.
func FindChosen(fn *ssa.Function, member func(ssa.Value) ssa.Value) *Chosen {
	var c *Chosen
	for _, b := range fn.Blocks {
		if len(b.Instrs) == 0 {
			continue
		}
		br, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		v, succ := chosenBy(br.Cond, 0, member)
		if v == nil {
			continue
		}
		if c == nil {
			c = &Chosen{edges: map[ssa.Value]map[Edge]bool{}, memo: map[ssa.Value][]bool{}}
		}
		if c.edges[v] == nil {
			c.edges[v] = map[Edge]bool{}
		}
		c.edges[v][Edge{b, succ}] = true
	}
	return c
}

// chosenBy returns the register that a condition says to be a constant, and the successor on which it is.
func chosenBy(cond ssa.Value, succ int, member func(ssa.Value) ssa.Value) (ssa.Value, int) {
	switch cond := cond.(type) {
	case *ssa.UnOp:
		if cond.Op == token.NOT {
			return chosenBy(cond.X, 1-succ, member)
		}
	case *ssa.BinOp:
		x, y := cond.X, cond.Y
		if _, ok := x.(*ssa.Const); ok {
			x, y = y, x
		}
		if c, ok := y.(*ssa.Const); !ok || c.Value == nil || c.Value.Kind() != constant.String {
			return nil, 0
		}
		switch cond.Op {
		case token.EQL:
			return register(x), succ
		case token.NEQ:
			return register(x), 1 - succ
		}
	case *ssa.Lookup, *ssa.Call:
		return register(member(cond)), succ
	case *ssa.Extract:
		if l, ok := cond.Tuple.(*ssa.Lookup); ok && cond.Index == 1 {
			return register(member(l)), succ
		}
	}
	return nil, 0
}

// register returns v if it is a text in a register; else nil.
func register(v ssa.Value) ssa.Value {
	if v == nil {
		return nil
	}
	if b, ok := v.Type().Underlying().(*types.Basic); !ok || b.Info()&types.IsString == 0 {
		return nil
	}
	switch v.(type) {
	case *ssa.Const, *ssa.Global, *ssa.Function, *ssa.Builtin:
		return nil
	}
	return v
}

// At reports whether a register is a constant wherever a block is reached.
func (c *Chosen) At(v ssa.Value, b *ssa.BasicBlock) bool {
	if c == nil || c.edges[v] == nil || b.Parent() != v.Parent() {
		return false
	}
	memo, ok := c.memo[v]
	if !ok {
		memo = c.blocks(v)
		c.memo[v] = memo
	}
	return memo[b.Index]
}

// Along reports whether a register is a constant where the edge from a block's n-th predecessor is taken.
func (c *Chosen) Along(v ssa.Value, to *ssa.BasicBlock, n int) bool {
	if c == nil || c.edges[v] == nil {
		return false
	}
	from := to.Preds[n]
	return c.At(v, from) || c.leads(v, from, to)
}

// leads reports whether all edges between two blocks are taken where a register is a constant.
func (c *Chosen) leads(v ssa.Value, from, to *ssa.BasicBlock) bool {
	for i, s := range from.Succs {
		if s == to && !c.edges[v][Edge{from, i}] {
			return false
		}
	}
	return true
}

// blocks finds, by index, the blocks where a register is a constant: each edge into one says so, or comes from another.
func (c *Chosen) blocks(v ssa.Value) []bool {
	fn := v.Parent()
	out := make([]bool, len(fn.Blocks))
	for i := range out {
		out[i] = true
	}
	out[0] = false
	if in, ok := v.(ssa.Instruction); ok {
		out[in.Block().Index] = false // a new value
	}
	if fn.Recover != nil {
		out[fn.Recover.Index] = false
	}
	for changed := true; changed; {
		changed = false
		for _, b := range fn.Blocks {
			if !out[b.Index] {
				continue
			}
			for _, p := range b.Preds {
				if !out[p.Index] && !c.leads(v, p, b) {
					out[b.Index], changed = false, true
					break
				}
			}
		}
	}
	return out
}
