package taint

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/unsafedecode/unsafedecode/internal/taint/branch"
	"github.com/unsafedecode/unsafedecode/internal/taint/shape"
	"github.com/unsafedecode/unsafedecode/internal/taint/summary"
)

// follow finds the values that tell a check's outcome, and the blocks that can be entered without success.
func (f *function) follow(c *check) {
	c.tracked, c.errs = map[ssa.Value]bool{}, map[ssa.Value]bool{}
	at, ok := c.at.(ssa.Value)
	if !ok || c.when == summary.WhenAlways {
		return
	}
	if c.when == summary.WhenReturns {
		var cut []branch.Edge
		for i := range c.at.Block().Succs {
			cut = append(cut, branch.Edge{From: c.at.Block(), Succ: i})
		}
		c.branches, c.open = cut, f.openBlocks(cut)
		c.from = slices.Index(c.at.Block().Instrs, c.at) + 1
		return
	}
	if call, ok := at.(*ssa.Call); ok {
		at = outcomeValue(call, c.when)
	}
	if at != nil {
		c.track(at, c.when != summary.WhenFalse && c.when != summary.WhenZero, c.when == summary.WhenNil)
	}
	if call, ok := c.at.(*ssa.Call); ok {
		c.trackField(call)
	}
	for range maxPhis {
		c.branches = c.edges()
		c.open = f.openBlocks(c.branches)
		if !f.trackPhis(c) {
			break
		}
	}
}

// trackField follows a truth value in a result that tells the outcome, too.
func (c *check) trackField(call *ssa.Call) {
	if c.field == nil {
		return
	}
	result := component(call, c.field.Index)
	if result == nil || result.Referrers() == nil {
		return
	}
	for _, r := range *result.Referrers() {
		addr, ok := r.(*ssa.FieldAddr)
		if !ok || shape.FieldName(addr.X.Type(), addr.Field) != c.field.Fields[0] {
			continue
		}
		for _, u := range *addr.Referrers() {
			if load, ok := u.(*ssa.UnOp); ok && load.Op == token.MUL {
				c.track(load, true, false)
			}
		}
	}
}

// outcomeValue is the register that holds the outcome: the call itself, or the component of its tuple that has the
// type.
func outcomeValue(call *ssa.Call, when summary.Outcome) ssa.Value {
	if when == summary.WhenField {
		return nil
	}
	fits := func(t types.Type) bool {
		if when == summary.WhenNil {
			return shape.IsError(t)
		}
		b, ok := t.Underlying().(*types.Basic)
		if !ok {
			return false
		}
		if when == summary.WhenOne || when == summary.WhenZero {
			return b.Info()&types.IsInteger != 0
		}
		return b.Info()&types.IsBoolean != 0
	}
	tuple, ok := call.Type().(*types.Tuple)
	if !ok {
		if fits(call.Type()) {
			return call
		}
		return nil
	}
	for _, r := range *call.Referrers() {
		if e, ok := r.(*ssa.Extract); ok && fits(tuple.At(e.Index).Type()) {
			return e
		}
	}
	return nil
}

// track follows a value that tells the outcome: positive if truth (or nil, or one) means success.
func (c *check) track(v ssa.Value, positive, err bool) {
	if _, ok := c.tracked[v]; ok {
		return
	}
	c.tracked[v] = positive
	if err {
		c.errs[v] = true
	}
	if v.Referrers() == nil {
		return
	}
	for _, r := range *v.Referrers() {
		switch r := r.(type) {
		case *ssa.UnOp:
			if r.Op == token.NOT {
				c.track(r, !positive, false)
			}
		case *ssa.BinOp:
			c.trackComparison(v, r, positive, err)
		case *ssa.ChangeInterface:
			c.track(r, positive, err)
		case *ssa.Store:
			if r.Val == v {
				for _, l := range loadsAfter(r) {
					c.track(l, positive, err)
				}
			}
		}
	}
}

func (c *check) trackComparison(v ssa.Value, b *ssa.BinOp, positive, err bool) {
	if b.Op != token.EQL && b.Op != token.NEQ && b.Op != token.GTR {
		return
	}
	other := b.Y
	if other == v {
		other = b.X
	}
	k, ok := other.(*ssa.Const)
	if !ok {
		return
	}
	holds := b.Op != token.NEQ // the comparison is true if they are equal
	switch {
	case k.IsNil():
		if err {
			c.track(b, positive == holds, false)
		}
	case k.Value == nil:
	case k.Value.Kind() == constant.Bool:
		c.track(b, (positive == constant.BoolVal(k.Value)) == holds, false)
	case k.Value.Kind() == constant.Int:
		n, _ := constant.Int64Val(k.Value)
		if b.Op == token.GTR {
			if n == 0 && b.X == v {
				c.track(b, positive, false)
			}
			return
		}
		// Success is one or zero; being equal to the other number is failure.
		c.track(b, (positive == (n != 0)) == holds, false)
	}
}

// loadsAfter finds the loads that certainly read what a store wrote: later in the same block, with no store to the
// address between.
func loadsAfter(s *ssa.Store) []ssa.Value {
	var out []ssa.Value
	b := s.Block()
	for _, in := range b.Instrs[slices.Index(b.Instrs, ssa.Instruction(s))+1:] {
		switch in := in.(type) {
		case *ssa.Store:
			if in.Addr == s.Addr {
				return out
			}
		case *ssa.UnOp:
			if in.Op == token.MUL && in.X == s.Addr {
				out = append(out, in)
			}
		}
	}
	return out
}

// edges are the branches that are taken on success only.
func (c *check) edges() []branch.Edge {
	var out []branch.Edge
	for v, positive := range c.tracked {
		if v.Referrers() == nil || c.errs[v] {
			continue
		}
		for _, r := range *v.Referrers() {
			if br, ok := r.(*ssa.If); ok {
				succ := 1
				if positive {
					succ = 0
				}
				out = append(out, branch.Edge{From: br.Block(), Succ: succ})
			}
		}
	}
	return out
}

// openBlocks are the blocks that can be entered without taking one of the branches. Calls that do not return end their
// block.
func (f *function) openBlocks(cut []branch.Edge) []bool {
	open := make([]bool, len(f.fn.Blocks))
	var visit func(b *ssa.BasicBlock)
	visit = func(b *ssa.BasicBlock) {
		open[b.Index] = true
		if f.ends[b.Index] {
			return
		}
		for i, s := range b.Succs {
			if !open[s.Index] && f.canTake(b, i) && !slices.Contains(cut, branch.Edge{From: b, Succ: i}) {
				visit(s)
			}
		}
	}
	visit(f.fn.Blocks[0])
	return open
}

// trackPhis extends the tracking through joins: one is a success only if each way into it is a failure that it tells, a
// value that tells the outcome, or comes from where the check had succeeded.
func (f *function) trackPhis(c *check) bool {
	found := false
	for _, b := range f.fn.Blocks {
		for _, in := range b.Instrs {
			phi, ok := in.(*ssa.Phi)
			if !ok {
				break
			}
			if _, done := c.tracked[phi]; !done && f.trackPhi(c, phi) {
				found = true
			}
		}
	}
	return found
}

func (f *function) trackPhi(c *check, phi *ssa.Phi) bool {
	err := shape.IsError(phi.Type())
	some := false
	for _, e := range phi.Edges {
		if positive, ok := c.tracked[e]; ok && c.errs[e] == err && positive {
			some = true
		}
	}
	ways := func() bool {
		for i, e := range phi.Edges {
			pred := phi.Block().Preds[i]
			positive, told := c.tracked[e]
			switch {
			case f.ends[pred.Index], !c.open[pred.Index], told && positive && c.errs[e] == err, f.fails(e, pred):
			default:
				return false
			}
		}
		return true
	}
	verified := slices.ContainsFunc(phi.Block().Preds, func(p *ssa.BasicBlock) bool { return !c.open[p.Index] && !f.ends[p.Index] })
	if !some && !verified || !ways() {
		return false
	}
	if b, ok := phi.Type().Underlying().(*types.Basic); !err && (!ok || b.Info()&types.IsBoolean == 0) {
		return false
	}
	c.track(phi, true, err)
	return true
}

// holdsAt reports whether the check has certainly succeeded at a place.
func (c *check) holdsAt(b *ssa.BasicBlock, index int) bool {
	if c.after != nil && b != nil && (c.after == b || c.after.Dominates(b)) {
		return true
	}
	if c.when == summary.WhenAlways && b != nil {
		return c.at.Block() != b && c.at.Block().Dominates(b) || c.at.Block() == b && slices.Index(b.Instrs, c.at) < index
	}
	if c.open == nil || b == nil {
		return false
	}
	return !c.open[b.Index] || c.from > 0 && b == c.at.Block() && index >= c.from
}
